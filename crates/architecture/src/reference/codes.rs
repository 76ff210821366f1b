//! The error codes: the wire's from its own list, the register's from the enums that carry a code and a sentence each.

use super::{heading, table};
use crate::walk;
use pos_protocol::codes::Code;
use proc_macro2::TokenTree;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use syn::{Arm, Expr, Fields, ImplItem, Item, Lit, Meta, Pat, Stmt, Type, Variant};

/// Where commands of the register take their codes from.
const SOURCES: [&str; 3] = [
    "crates/core/src",
    "crates/till/src",
    "sync-server/src/modules/catalog",
];

pub(super) fn write(page: &mut String, root: &Path) -> Result<(), String> {
    let about = "RFC 9457 problem details carry the code; `title` is its way out. Verdicts on journal entries carry it too.";
    heading(page, "Codes of the server", about);
    let wire = Code::ALL
        .iter()
        .map(|code| vec![format!("`{}`", code.as_str()), code.way_out().to_owned()]);
    table(page, &["code", "the way out"], &Vec::from_iter(wire));
    let about = "What a command of the register, or a row of an import, is refused with. Words in braces are filled in; the window has words of its own in every language.";
    heading(page, "Codes of the register", about);
    let found = found(root)?;
    let rows = found
        .into_iter()
        .map(|(code, words)| vec![format!("`{code}`"), words]);
    table(page, &["code", "what is said"], &Vec::from_iter(rows));
    Ok(())
}

/// Every code with its sentence; of one that several enums share, the first sentence.
fn found(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut sources = Vec::new();
    for file in walk::files(root)? {
        let inside = SOURCES.iter().any(|source| file.starts_with(source));
        if !inside || file.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = super::read(root, &file.to_string_lossy())?;
        let parsed = syn::parse_file(&text);
        sources.push(parsed.map_err(|error| format!("{}: {error}", file.display()))?);
    }
    let mut said = Said::default();
    sources.iter().for_each(|source| said.read(&source.items));
    let mut found = BTreeMap::new();
    for (variant, code) in sources
        .iter()
        .flat_map(|source| source.items.iter().flat_map(arms))
    {
        let words: &mut String = found.entry(code).or_default();
        if words.is_empty() {
            *words = said.of(&variant);
        }
    }
    Ok(found)
}

/// What the variants of errors say.
#[derive(Default)]
struct Said {
    /// The sentence of each, by `Enum::Variant`.
    sentences: HashMap<String, String>,
    /// Of an enum, the first.
    first: HashMap<String, String>,
    /// The enum that a variant only hands on.
    handed_on: HashMap<String, String>,
}

impl Said {
    fn of(&self, variant: &str) -> String {
        let inner = self.handed_on.get(variant);
        let handed_on = inner.and_then(|inner| self.first.get(inner));
        let sentence = self.sentences.get(variant).or(handed_on);
        sentence.cloned().unwrap_or_default()
    }

    fn read(&mut self, items: &[Item]) {
        for item in items {
            let Item::Enum(list) = item else { continue };
            for variant in &list.variants {
                self.variant(&list.ident.to_string(), variant);
            }
        }
    }

    fn variant(&mut self, list: &str, variant: &Variant) {
        let name = format!("{list}::{}", variant.ident);
        let error = variant
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("error"));
        let Some(Meta::List(words)) = error.map(|attr| &attr.meta) else {
            return;
        };
        match words.tokens.clone().into_iter().next() {
            Some(TokenTree::Literal(literal)) => {
                if let Lit::Str(text) = Lit::new(literal) {
                    let sentence = filled(&text.value(), &variant.fields);
                    let first = self.first.entry(list.to_owned());
                    first.or_insert_with(|| sentence.clone());
                    self.sentences.insert(name, sentence);
                }
            }
            _ => {
                if let Some(Type::Path(inner)) = variant.fields.iter().next().map(|f| &f.ty)
                    && let Some(last) = inner.path.segments.last()
                {
                    self.handed_on.insert(name, last.ident.to_string());
                }
            }
        }
    }
}

/// `{0}` says nothing to a reader; a field with a name does.
fn filled(sentence: &str, fields: &Fields) -> String {
    let plain = sentence.replace("{0:?}", "{…}").replace("{0}", "{…}");
    match fields {
        Fields::Named(_) => plain.replace("{}", "{…}"),
        _ => plain.replace(".0.", "").replace("{}", "{…}"),
    }
}

/// The variants that a method `code` names, and their codes.
fn arms(item: &Item) -> Vec<(String, String)> {
    let Item::Impl(block) = item else {
        return Vec::new();
    };
    let methods = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == "code" => method.block.stmts.last(),
        _ => None,
    });
    let matches = methods.filter_map(|last| match last {
        Stmt::Expr(Expr::Match(matched), _) => Some(&matched.arms),
        _ => None,
    });
    matches.flatten().flat_map(of_arm).collect()
}

fn of_arm(arm: &Arm) -> Vec<(String, String)> {
    let variants = variants(&arm.pat);
    let codes = literals(&arm.body);
    let all = variants.iter().flat_map(|variant| {
        let codes = codes.iter();
        codes.map(|code| (variant.clone(), code.clone()))
    });
    all.collect()
}

/// The code that an arm comes to; several where it asks further.
fn literals(body: &Expr) -> Vec<String> {
    match body {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(code) => vec![code.value()],
            _ => Vec::new(),
        },
        Expr::Match(matched) => {
            let arms = matched.arms.iter();
            arms.flat_map(|arm| literals(&arm.body)).collect()
        }
        _ => Vec::new(),
    }
}

/// The variants of a pattern, the innermost where one stands in another.
fn variants(pattern: &Pat) -> Vec<String> {
    let path = match pattern {
        Pat::Or(or) => return or.cases.iter().flat_map(variants).collect(),
        Pat::TupleStruct(of) if matches!(of.elems.first(), Some(Pat::Path(_))) => {
            return of.elems.iter().flat_map(variants).collect();
        }
        Pat::Path(path) => &path.path,
        Pat::TupleStruct(of) => &of.path,
        Pat::Struct(of) => &of.path,
        _ => return Vec::new(),
    };
    let names = path.segments.iter().map(|part| part.ident.to_string());
    vec![Vec::from_iter(names).join("::")]
}
