//! A Rust file as the rules see it: the paths that it names, with aliases followed, and its string literals.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashMap;
use std::path::Path;
use syn::visit::Visit;

/// A path that the file names, such as `crate::modules::catalog::store::find`, and its line.
pub struct NamedPath {
    /// The segments, aliases resolved.
    pub segments: Vec<String>,
    /// The line, from 1.
    pub line: usize,
}

/// What the rules look at.
#[derive(Default)]
pub struct Source {
    /// Every path outside and inside macros, and every leaf of every `use`.
    pub paths: Vec<NamedPath>,
    /// Every string literal with its line.
    pub strings: Vec<(String, usize)>,
    aliases: HashMap<String, Vec<String>>,
}

/// Parses one file.
///
/// # Errors
/// When it is not Rust.
pub fn read(file: &Path, text: &str) -> Result<Source, String> {
    let parsed = syn::parse_file(text).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut source = Source::default();
    for item in &parsed.items {
        source.visit_item(item);
    }
    let aliases = std::mem::take(&mut source.aliases);
    for path in &mut source.paths {
        if let Some(full) = path.segments.first().and_then(|first| aliases.get(first)) {
            let rest = path.segments.split_off(1);
            path.segments = full.iter().cloned().chain(rest).collect();
        }
    }
    Ok(source)
}

impl Source {
    fn use_tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| {
            let mut segments = before.to_vec();
            if name != "self" || before.is_empty() {
                segments.push(name.to_string());
            }
            segments
        };
        match tree {
            syn::UseTree::Path(path) => self.use_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.use_tree(item, before);
                }
            }
            syn::UseTree::Name(name) => {
                let segments = with(&name.ident);
                let alias = segments.last().cloned().unwrap_or_default();
                self.leaf(alias, segments, name.ident.span().start().line);
            }
            syn::UseTree::Rename(rename) => {
                let line = rename.ident.span().start().line;
                self.leaf(rename.rename.to_string(), with(&rename.ident), line);
            }
            syn::UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                let mut segments = before.to_vec();
                segments.push("*".to_owned());
                self.paths.push(NamedPath { segments, line });
            }
        }
    }

    fn leaf(&mut self, alias: String, segments: Vec<String>, line: usize) {
        self.aliases.insert(alias, segments.clone());
        self.paths.push(NamedPath { segments, line });
    }

    /// Inside macros there is no syntax tree, so paths are read from the tokens: names joined by `::`.
    fn tokens(&mut self, stream: TokenStream) {
        let mut segments: Vec<String> = Vec::new();
        let (mut line, mut colons) = (0, 0);
        for token in stream {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.flush(&mut segments, line);
                        line = ident.span().start().line;
                    }
                    segments.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Literal(literal) => {
                    let at = literal.span().start().line;
                    if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                        self.strings.push((text.value(), at));
                    }
                    colons = 0;
                }
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) => colons = 0,
            }
        }
        self.flush(&mut segments, line);
    }

    fn flush(&mut self, segments: &mut Vec<String>, line: usize) {
        if segments.len() > 1 {
            self.paths.push(NamedPath {
                segments: std::mem::take(segments),
                line,
            });
        }
        segments.clear();
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.use_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.paths.push(NamedPath {
                segments: path.segments.iter().map(|s| s.ident.to_string()).collect(),
                line: first.ident.span().start().line,
            });
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        let line = literal.span().start().line;
        self.strings.push((literal.value(), line));
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.tokens(item.tokens.clone());
    }
}
