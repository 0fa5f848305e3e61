//! Joins `style/*.css` into the one sheet each door sends.

use std::fs;

use crate::workspace::{Failure, Outcome, Workspace, files_below, write_if_changed};

/// Which sheets make up a door's `app.css`, in cascade order.
const SHEETS: [(&str, &[&str]); 2] = [
    (
        "staff",
        &[
            "tokens",
            "base",
            "ui",
            "layers",
            "her",
            "staff",
            "board",
            "case",
            "ties",
            "work",
            "meeting",
            "conference",
            "sheet",
            "print",
        ],
    ),
    ("her", &["tokens", "base", "ui", "layers", "her", "ties"]),
];

/// The first file of `style/` that no door sends: it would be written and never seen.
///
/// # Errors
/// When the folder cannot be read.
pub fn orphan(workspace: &Workspace) -> Outcome<Option<String>> {
    let files = files_below(&workspace.root.join("style"))?;
    Ok(files
        .iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "css"))
        .filter_map(|file| file.file_stem()?.to_str())
        .find(|stem| SHEETS.iter().all(|(_, sheets)| !sheets.contains(stem)))
        .map(|stem| format!("style/{stem}.css is in no door's list (xtask/src/style.rs)")))
}

/// Writes `site/staff/app.css` and `site/her/app.css`.
pub fn join(workspace: &Workspace) -> Outcome<()> {
    for (door, sheets) in SHEETS {
        let mut joined = String::new();
        for sheet in sheets {
            let path = workspace.root.join("style").join(format!("{sheet}.css"));
            let text = fs::read_to_string(&path).map_err(|error| {
                Failure::new(format!(
                    "style/{sheet}.css is part of the {door} door's sheet but cannot be read: {error}"
                ))
            })?;
            joined.push_str(text.trim_end());
            joined.push('\n');
        }
        write_if_changed(
            &workspace.site().join(door).join("app.css"),
            joined.as_bytes(),
        )?;
    }
    Ok(())
}
