//! The server's settings, from the documented defaults that the server itself reads; and the register's arguments.

use super::{heading, read, table};
use std::path::Path;

const SERVER: &str = "sync-server/evertill.default.toml";

/// What the environment alone says, beside the settings.
const BESIDE: [(&str, &str, &str); 7] = [
    (
        "sync-server",
        "EVERTILL_CONFIG",
        "a TOML file whose settings stand above the defaults and below the environment",
    ),
    (
        "sync-server",
        "RUST_LOG",
        "how much is logged, as `info,sqlx=warn`",
    ),
    (
        "evertill-register",
        "EVERTILL_LOG",
        "how much is logged, as `warn,pos_till=info`",
    ),
    (
        "evertill-register",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "where traces go by OTLP, such as `http://127.0.0.1:4318`; without it there are none",
    ),
    (
        "evertill-register",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "`http/protobuf` (the default) or `http/json`",
    ),
    (
        "evertill-register",
        "OTEL_SERVICE_NAME",
        "what traces call the register; `evertill-register` by itself",
    ),
    (
        "both",
        "OTEL_EXPORTER_OTLP_HEADERS, OTEL_EXPORTER_OTLP_TIMEOUT, OTEL_BSP_*",
        "as OpenTelemetry defines them",
    ),
];

pub(super) fn write(page: &mut String, root: &Path) -> Result<(), String> {
    let about = "Each is a key of the TOML file and, in upper case, an environment variable. `sync-server/evertill.default.toml` is read first.";
    heading(page, "Settings of the server", about);
    let columns = ["setting", "environment", "default", "what"];
    table(page, &columns, &rows(&read(root, SERVER)?));
    heading(
        page,
        "Variables of the environment",
        "Beside the settings above.",
    );
    let beside = BESIDE.iter().map(|(program, name, what)| {
        vec![
            (*program).to_owned(),
            format!("`{name}`"),
            (*what).to_owned(),
        ]
    });
    table(
        page,
        &["program", "variable", "what"],
        &Vec::from_iter(beside),
    );
    Ok(())
}

/// One row for each key; the comment lines right above a key, or above its group, say what it is.
fn rows(toml: &str) -> Vec<Vec<String>> {
    let (mut rows, mut comment, mut ended) = (Vec::new(), Vec::new(), false);
    for line in toml.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix('#') {
            if std::mem::take(&mut ended) {
                comment.clear();
            }
            comment.push(words.trim());
        } else if let Some((key, value)) = line.split_once('=') {
            let (key, value) = (key.trim(), value.trim());
            rows.push(vec![
                format!("`{key}`"),
                format!("`{}`", key.to_uppercase()),
                format!("`{value}`"),
                comment.join(" "),
            ]);
            ended = true;
        } else if line.is_empty() {
            comment.clear();
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_comment_goes_with_the_keys_beneath_it() {
        let toml = "# Of the file.\n\n# What a is,\n# at length.\na = 1\nb = \"x\"\n# Of c.\nc = 2\n\nd = 3\n";
        let rows = rows(toml);
        let words: Vec<_> = rows.iter().map(|row| row[3].as_str()).collect();
        assert_eq!(
            words,
            [
                "What a is, at length.",
                "What a is, at length.",
                "Of c.",
                ""
            ]
        );
        assert_eq!(rows[1][..3], ["`b`", "`B`", "`\"x\"`"]);
    }
}
