//! `docs/PERFORMANCE.md`, rendered from the committed figures.

use crate::figure::Figure;
use crate::report::Report;
use crate::rows::ROWS;
use std::fmt::Write;

/// The whole page.
pub fn render(report: &Report) -> String {
    let machine = &report.machine;
    let versions: Vec<String> = report
        .versions
        .iter()
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    let mut page = format!(
        "# How fast it is\n\n\
         Each figure stands beside the plainest fast code that does the same work in the same run \
         (`crates/bench/src/baselines`), since a ratio says more on another machine than a time does. \
         `cargo xtask bench --json docs/performance.json` measures it anew; this page is rendered from that file.\n\n\
         Measured on {} with {}: {}, {} cores, {} MiB of memory, Linux {}.\n",
        &report.measured_at[..10],
        versions.join(", "),
        machine.processor,
        machine.cores,
        machine.memory_mib,
        machine.kernel,
    );
    for row in ROWS {
        let figures: Vec<&Figure> = report
            .rows
            .iter()
            .filter(|figure| figure.id.starts_with(row.letter))
            .collect();
        if figures.is_empty() {
            continue;
        }
        // Writing into a string can't fail.
        let _ = write!(
            page,
            "\n## {}: {}\n\n{}\n\n",
            row.letter, row.work, row.meaning
        );
        page += "| | ours | baseline | ratio | least | most | CPU s | bar | met |\n";
        page += "|---|---|---|---|---|---|---|---|---|\n";
        for figure in &figures {
            let _ = writeln!(page, "{}", line(figure));
        }
        if let Some(why) = row
            .missed
            .filter(|_| figures.iter().any(|figure| !figure.met))
        {
            let _ = writeln!(page, "\n{why}");
        }
    }
    page
}

fn line(it: &Figure) -> String {
    let met = match (it.bar.is_empty(), it.met) {
        (true, _) => "",
        (false, true) => "yes",
        (false, false) => "**no**",
    };
    let (ours, baseline) = (short(it.ours), short(it.baseline));
    format!(
        "| {} | {ours} {unit} | {baseline} {unit} | {:.2} | {:.2} | {:.2} | {:.2} | {} | {met} |",
        it.id,
        it.ratio,
        it.min,
        it.max,
        it.cpu_s,
        it.bar,
        unit = it.unit,
    )
}

/// Three digits that count.
fn short(value: f64) -> String {
    let decimals = match value {
        value if value >= 100.0 => 0,
        value if value >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn docs(file: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../docs")
            .join(file)
    }

    /// `EVERTILL_WRITE_PERFORMANCE=1` writes the page anew.
    #[test]
    fn the_page_says_what_the_committed_figures_say() {
        let figures = std::fs::read_to_string(docs("performance.json")).unwrap();
        let page = render(&serde_json::from_str(&figures).unwrap());
        let file = docs("PERFORMANCE.md");
        if std::env::var_os("EVERTILL_WRITE_PERFORMANCE").is_some() {
            std::fs::write(&file, &page).unwrap();
        }
        let there = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            there == page,
            "docs/PERFORMANCE.md is another; EVERTILL_WRITE_PERFORMANCE=1 writes it"
        );
    }
}
