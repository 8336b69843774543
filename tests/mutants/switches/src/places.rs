//! Finds the place of each mutant in a file, and the edits that insert it under a switch.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::edits::{Edit, Edits, Extent, Index, Part, Place};
use crate::list::Genre;

/// The mutants of one file by genre and start, with the replacements.
pub type Wanted = HashMap<(Genre, usize), Vec<(Index, String)>>;

/// The edits that insert the wanted mutants. `kept_const` are the functions that constants call, as `Type::name`.
pub fn edits(source: &str, wanted: &Wanted, kept_const: &HashSet<String>) -> Edits {
    let file = syn::parse_file(source).expect("the file parses: it is part of a crate that builds");
    let mut visitor = Visitor {
        source,
        wanted,
        kept_const,
        edits: Edits::default(),
        order: 0,
        constants: 0,
        self_type: String::new(),
    };
    visitor.visit_file(&file);
    visitor.edits
}

pub struct Visitor<'s> {
    pub source: &'s str,
    wanted: &'s Wanted,
    kept_const: &'s HashSet<String>,
    edits: Edits,
    order: usize,
    /// In how many constant contexts the visitor is: the switch is read at run time, so none is placed there.
    constants: usize,
    self_type: String,
}

pub fn range_of(node: &impl Spanned) -> Range<usize> {
    node.span().byte_range()
}

/// The condition that is true if this mutant is switched on.
pub fn is(mutant: Index) -> String {
    format!("crate::mutant::is({mutant})")
}

impl<'s> Visitor<'s> {
    /// The wanted mutants of the code that starts here, none in a constant.
    pub fn wanted(&self, genre: Genre, start: usize) -> &'s [(Index, String)] {
        if self.constants > 0 {
            return &[];
        }
        self.wanted.get(&(genre, start)).map_or(&[], Vec::as_slice)
    }

    pub fn begin(&mut self, range: Range<usize>, parts: Vec<Part>) {
        self.edits.edits.push(Edit { range, order: self.order, place: Place::Begin, parts });
    }

    pub fn end(&mut self, at: usize, parts: Vec<Part>) {
        self.edits.edits.push(Edit { range: at..at, order: self.order, place: Place::End, parts });
    }

    pub fn extent(&mut self, range: Range<usize>, mutants: &[(Index, String)]) {
        let mutants = mutants.iter().map(|&(mutant, _)| mutant).collect();
        self.edits.extents.push(Extent::of_expression(range, mutants));
    }

    /// Notes mutants that cannot build, whatever the types are.
    pub fn impossible(&mut self, mutants: &[(Index, String)]) {
        self.edits.impossible.extend(mutants.iter().map(|&(mutant, _)| mutant));
    }

    /// Whether a mutant of any genre is wanted in this range.
    pub fn has_mutant_in(&self, range: &Range<usize>) -> bool {
        self.wanted.keys().any(|(_, start)| range.contains(start))
    }

    fn in_constant(&mut self, visit: impl FnOnce(&mut Self)) {
        self.constants += 1;
        visit(self);
        self.constants -= 1;
    }

    /// A function whose body may have mutants. A `const` function becomes an ordinary one, unless a constant calls it.
    fn function(&mut self, signature: &syn::Signature, body: &syn::Block, visit: impl FnOnce(&mut Self)) {
        if let Some(keyword) = &signature.constness {
            if self.kept_const.contains(&format!("{}::{}", self.self_type, signature.ident)) {
                return self.in_constant(visit);
            }
            self.begin(range_of(keyword), Vec::new());
        }
        self.order += 1;
        self.return_values(signature, body);
        visit(self);
    }

    /// Returns the replacements at the start of the body.
    fn return_values(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let Some(first) = body.stmts.first() else { return };
        let mutants = self.wanted(Genre::FnValue, range_of(first).start);
        // The type of an `impl Trait` is that of the body: a replacement of another type does not build beside it.
        if matches!(&signature.output, syn::ReturnType::Type(_, r#type) if has_impl(r#type)) {
            return;
        }
        let parts = mutants
            .iter()
            .map(|(mutant, value)| Part::of(*mutant, format!(" if {} {{ return {value}; }}", is(*mutant))))
            .collect();
        let after_brace = range_of(&body.brace_token.span.open()).end;
        self.begin(after_brace..after_brace, parts);
    }
}

fn has_impl(r#type: &syn::Type) -> bool {
    struct Finder(bool);
    impl Visit<'_> for Finder {
        fn visit_type_impl_trait(&mut self, _: &syn::TypeImplTrait) {
            self.0 = true;
        }
    }
    let mut finder = Finder(false);
    finder.visit_type(r#type);
    finder.0
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map_or(String::new(), |last| last.ident.to_string()),
            _ => String::new(),
        };
        let outer = std::mem::replace(&mut self.self_type, name);
        visit::visit_item_impl(self, item);
        self.self_type = outer;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let outer = std::mem::take(&mut self.self_type);
        self.function(&item.sig, &item.block, |visitor| visit::visit_item_fn(visitor, item));
        self.self_type = outer;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block, |visitor| visit::visit_impl_item_fn(visitor, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        match &item.default {
            Some(body) => self.function(&item.sig, body, |visitor| visit::visit_trait_item_fn(visitor, item)),
            None => visit::visit_trait_item_fn(self, item),
        }
    }

    fn visit_expr_binary(&mut self, expression: &'ast syn::ExprBinary) {
        self.order += 1;
        self.binary(expression);
        visit::visit_expr_binary(self, expression);
    }

    fn visit_expr_unary(&mut self, expression: &'ast syn::ExprUnary) {
        self.order += 1;
        self.unary(expression);
        visit::visit_expr_unary(self, expression);
    }

    fn visit_expr_match(&mut self, expression: &'ast syn::ExprMatch) {
        self.order += 1;
        self.match_arms(expression);
        visit::visit_expr_match(self, expression);
    }

    fn visit_expr_struct(&mut self, expression: &'ast syn::ExprStruct) {
        self.order += 1;
        self.struct_fields(expression);
        visit::visit_expr_struct(self, expression);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.in_constant(|visitor| visit::visit_item_const(visitor, item));
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.in_constant(|visitor| visit::visit_item_static(visitor, item));
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.in_constant(|visitor| visit::visit_impl_item_const(visitor, item));
    }

    fn visit_trait_item_const(&mut self, item: &'ast syn::TraitItemConst) {
        self.in_constant(|visitor| visit::visit_trait_item_const(visitor, item));
    }

    fn visit_expr_const(&mut self, expression: &'ast syn::ExprConst) {
        self.in_constant(|visitor| visit::visit_expr_const(visitor, expression));
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.in_constant(|visitor| visit::visit_variant(visitor, variant));
    }

    fn visit_type(&mut self, r#type: &'ast syn::Type) {
        self.in_constant(|visitor| visit::visit_type(visitor, r#type));
    }

    fn visit_generic_argument(&mut self, argument: &'ast syn::GenericArgument) {
        self.in_constant(|visitor| visit::visit_generic_argument(visitor, argument));
    }

    fn visit_expr_repeat(&mut self, expression: &'ast syn::ExprRepeat) {
        self.visit_expr(&expression.expr);
        self.in_constant(|visitor| visitor.visit_expr(&expression.len));
    }
}
