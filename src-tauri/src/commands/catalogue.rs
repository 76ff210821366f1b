//! Finding what can be sold.

use crate::errors::Answer;
use crate::shell::Shell;
use crate::views::ProductHit;
use pos_till::{Till, features};
use tauri::State;

/// As many results as fill a large screen; a longer list is a reason to type another letter.
const RESULTS: usize = 60;

/// The categories of the tiles.
#[tauri::command]
#[specta::specta]
pub async fn categories(shell: State<'_, Shell>) -> Answer<Vec<String>> {
    shell.on_till(|till| Ok(features::categories(till)?)).await
}

/// The tiles of a category, or the popular ones.
#[tauri::command]
#[specta::specta]
pub async fn tiles(shell: State<'_, Shell>, category: Option<String>) -> Answer<Vec<ProductHit>> {
    shell
        .on_till(move |till| tiles_of(till, category.as_deref()))
        .await
}

/// The tiles of a category, or the popular ones.
pub fn tiles_of(till: &Till, category: Option<&str>) -> Answer<Vec<ProductHit>> {
    Ok(hits(features::tiles(till, category)?))
}

/// Products whose name, code or category has every word.
#[tauri::command]
#[specta::specta]
pub async fn search(shell: State<'_, Shell>, text: String) -> Answer<Vec<ProductHit>> {
    shell
        .on_till(move |till| {
            let request = features::Search {
                text,
                limit: RESULTS,
            };
            Ok(hits(features::search(till, &request)?))
        })
        .await
}

fn hits(found: Vec<pos_till::views::ProductHit>) -> Vec<ProductHit> {
    found.into_iter().map(ProductHit::from).collect()
}
