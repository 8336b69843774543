//! The switches in expressions. None of them copies an operand that may contain another switch: the text of nested
//! expressions would grow exponentially.

use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{BinOp, Expr, FieldValue, Member};

use crate::edits::{Index, Part};
use crate::list::Genre;
use crate::places::{Visitor, is, range_of};

impl Visitor<'_> {
    pub fn binary(&mut self, expression: &syn::ExprBinary) {
        let mutants = self.wanted(Genre::BinaryOperator, range_of(&expression.op).start);
        if mutants.is_empty() {
            return;
        }
        if has_let(&expression.left) || has_let(&expression.right) {
            return self.impossible(mutants); // Only `&&` can stand beside a `let`.
        }
        let placed = match expression.op {
            BinOp::And(_) | BinOp::Or(_) => self.lazy(expression, mutants),
            BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
                self.comparison(expression, mutants)
            }
            BinOp::Add(_)
            | BinOp::Sub(_)
            | BinOp::Mul(_)
            | BinOp::Div(_)
            | BinOp::Rem(_)
            | BinOp::BitXor(_)
            | BinOp::BitAnd(_)
            | BinOp::BitOr(_)
            | BinOp::Shl(_)
            | BinOp::Shr(_) => self.arithmetic(expression, mutants),
            _ => self.assignment(expression, mutants),
        };
        if placed {
            self.extent(range_of(expression), mutants);
        }
    }

    /// Replaces `&&` by `||`, or the other way. `a && b` is `if a { b } else { false }`, and `a || b` is
    /// `if !a { b } else { true }`.
    fn lazy(&mut self, expression: &syn::ExprBinary, mutants: &[(Index, String)]) -> bool {
        let [(mutant, _)] = mutants else { return false };
        let (compare, constant) = match expression.op {
            BinOp::And(_) => ("!=", ""),
            _ => ("==", "!"),
        };
        let is = is(*mutant);
        let whole = range_of(expression);
        self.begin(whole.start..whole.start, vec![Part::shared("(if (")]);
        self.begin(range_of(&expression.op), vec![Part::shared(format!(") {compare} {is} {{"))]);
        self.end(whole.end, vec![Part::shared(format!(" }} else {{ {constant}{is} }})"))]);
        true
    }

    /// Operands of comparisons are borrowed, because a comparison does not move them.
    fn comparison(&mut self, expression: &syn::ExprBinary, mutants: &[(Index, String)]) -> bool {
        let whole = range_of(expression);
        self.begin(whole.start..whole.start, vec![Part::shared("(match (&(")]);
        self.begin(range_of(&expression.op), vec![Part::shared("), &(")]);
        let mut parts = vec![Part::shared(")) { (__l, __r) => ")];
        parts.extend(alternatives(mutants, |operator| format!("*__l {operator} *__r")));
        parts.push(Part::shared(format!("{{ *__l {} *__r }} }})", self.text(&expression.op))));
        self.end(whole.end, parts);
        true
    }

    fn arithmetic(&mut self, expression: &syn::ExprBinary, mutants: &[(Index, String)]) -> bool {
        let whole = range_of(expression);
        self.begin(whole.start..whole.start, vec![Part::shared("(match (")]);
        self.begin(range_of(&expression.op), vec![Part::shared(") { __l => match (")]);
        let mut parts = vec![Part::shared(") { __r => ")];
        parts.extend(alternatives(mutants, |operator| format!("__l {operator} __r")));
        parts.push(Part::shared(format!("{{ __l {} __r }} }} }})", self.text(&expression.op))));
        self.end(whole.end, parts);
        true
    }

    /// `+=` and so on. The place on the left is copied, so it must not have mutants itself.
    fn assignment(&mut self, expression: &syn::ExprBinary, mutants: &[(Index, String)]) -> bool {
        let left = range_of(&expression.left);
        if self.has_mutant_in(&left) {
            return false;
        }
        let place = self.source[left.clone()].to_string();
        self.begin(left.start..range_of(&expression.op).end, vec![Part::shared("(match (")]);
        let mut parts = vec![Part::shared(") { __r => ")];
        parts.extend(alternatives(mutants, |operator| format!("{place} {operator} __r")));
        parts.push(Part::shared(format!("{{ {place} {} __r }} }})", self.text(&expression.op))));
        self.end(range_of(expression).end, parts);
        true
    }

    pub fn unary(&mut self, expression: &syn::ExprUnary) {
        let [(mutant, _)] = self.wanted(Genre::UnaryOperator, range_of(&expression.op).start) else { return };
        let operator = self.text(&expression.op).to_string();
        self.begin(range_of(&expression.op), vec![Part::shared("(match (")]);
        let text = format!(") {{ __x => if {} {{ __x }} else {{ {operator}__x }} }})", is(*mutant));
        self.end(range_of(expression).end, vec![Part::shared(text)]);
        self.extent(range_of(expression), &[(*mutant, String::new())]);
    }

    /// Deletes an arm by a guard that is false, and replaces guards by `true` or `false`.
    pub fn match_arms(&mut self, expression: &syn::ExprMatch) {
        let mut deletions = Vec::new();
        for arm in &expression.arms {
            let deletion = self.wanted(Genre::MatchArm, range_of(arm).start).first();
            deletions.extend(deletion.cloned());
            match &arm.guard {
                None => {
                    let Some(&(mutant, _)) = deletion else { continue };
                    let at = range_of(&arm.pat).end;
                    self.end(at, vec![Part::of(mutant, format!(" if !{}", is(mutant)))]);
                }
                Some((_, guard)) if !has_let(guard) => {
                    let replacements = self.wanted(Genre::MatchArmGuard, range_of(&**guard).start);
                    self.guard(guard, deletion.map(|&(mutant, _)| mutant), replacements);
                }
                Some(_) => (),
            }
        }
        self.extent(range_of(expression), &deletions); // The compiler reports missing patterns at the start.
    }

    /// `if guard` becomes `if !deleted && (is_true || (!is_false && (guard)))`.
    fn guard(&mut self, guard: &Expr, deletion: Option<Index>, replacements: &[(Index, String)]) {
        let mut before = String::new();
        if let Some(mutant) = deletion {
            before += &format!("!{} && (", is(mutant));
        }
        for (value, negation, operator) in [("true", "", "||"), ("false", "!", "&&")] {
            if let Some((mutant, _)) = replacements.iter().find(|(_, replacement)| replacement == value) {
                before += &format!("{negation}{} {operator} (", is(*mutant));
            }
        }
        let range = range_of(guard);
        let after = ")".repeat(before.matches("(").count() - before.matches("is(").count());
        self.begin(range.start..range.start, vec![Part::shared(before)]);
        self.end(range.end, vec![Part::shared(after)]);
        self.extent(range, replacements);
    }

    /// The deleted field gets its value from the base, which is copied: it must not have mutants itself.
    pub fn struct_fields(&mut self, expression: &syn::ExprStruct) {
        let Some(base) = &expression.rest else { return };
        let base = range_of(base);
        for field in &expression.fields {
            let mutants = self.wanted(Genre::StructField, range_of(field).start);
            let ([(mutant, _)], Member::Named(name)) = (mutants, &field.member) else { continue };
            if self.has_mutant_in(&base) {
                continue;
            }
            let (is, base) = (is(*mutant), &self.source[base.clone()]);
            let r#type = self.text(&expression.path);
            let before = format!("if {is} {{ let base: {type} = {base}; base.{name} }} else {{");
            self.field(field, before);
            self.extent(range_of(field), mutants);
        }
    }

    fn field(&mut self, field: &FieldValue, before: String) {
        let value = range_of(&field.expr);
        let before = if field.colon_token.is_some() { before } else { format!("{}: {before}", self.text(field)) };
        self.begin(value.start..value.start, vec![Part::shared(before)]);
        self.end(value.end, vec![Part::shared("}")]);
    }

    fn text(&self, node: &impl Spanned) -> &str {
        &self.source[range_of(node)]
    }
}

/// `if is(1) { … } else if is(2) { … } else`, before the original expression.
fn alternatives(mutants: &[(Index, String)], expression: impl Fn(&str) -> String) -> Vec<Part> {
    let alternative = |(mutant, operator): &(Index, String)| {
        Part::of(*mutant, format!("if {} {{ {} }} else ", is(*mutant), expression(operator)))
    };
    mutants.iter().map(alternative).collect()
}

/// Whether the expression has a `let` as in `if let`: an operator beside it is part of the syntax.
fn has_let(expression: &Expr) -> bool {
    struct Finder(bool);
    impl Visit<'_> for Finder {
        fn visit_expr_let(&mut self, _: &syn::ExprLet) {
            self.0 = true;
        }
        fn visit_expr_closure(&mut self, _: &syn::ExprClosure) {}
        fn visit_block(&mut self, _: &syn::Block) {}
        fn visit_expr_if(&mut self, _: &syn::ExprIf) {}
        fn visit_expr_while(&mut self, _: &syn::ExprWhile) {}
        fn visit_expr_match(&mut self, _: &syn::ExprMatch) {}
    }
    let mut finder = Finder(false);
    finder.visit_expr(expression);
    finder.0
}
