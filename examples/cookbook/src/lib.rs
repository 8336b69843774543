//! Runs the recipes of `docs/cookbook.md` as tests: `cargo test --manifest-path examples/cookbook/Cargo.toml`.
//!
//! [`MockServer`] and [`TempFolder`] are for the tests only. A client does not need them.
//!
#![doc = include_str!("../../../docs/cookbook.md")]

mod temp;

pub use http_example::MockServer;
pub use temp::TempFolder;

#[cfg(test)]
mod tests {
    const COOKBOOK: &str = include_str!("../../../docs/cookbook.md");

    #[test]
    fn each_recipe_has_one_block_that_is_run() {
        let recipes: Vec<_> = COOKBOOK.split("\n## ").skip(1).filter(|it| it.starts_with(char::is_numeric)).collect();
        assert_eq!(recipes.len(), 12);
        for recipe in recipes {
            assert_eq!(recipe.matches("```rust\n").count(), 1, "{recipe}");
            assert_eq!(recipe.matches("```rust").count(), 1, "a block is not run: {recipe}");
            assert!(recipe.contains("\nfn main() ") || recipe.contains("\nasync fn main() "), "{recipe}");
            assert!(recipe.contains("    assert"), "{recipe}");
            assert!(recipe.contains("\n**Watch out**\n"), "{recipe}");
        }
    }

    #[test]
    fn no_block_has_lines_that_rustdoc_hides() {
        assert_eq!(COOKBOOK.lines().find(|line| line.trim_start().starts_with("# ") && *line != "# Cookbook"), None);
    }
}
