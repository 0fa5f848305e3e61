//! Joins `style/*.css` into the one sheet each door sends.

use std::fs;

use crate::workspace::{Failure, Outcome, Workspace, write_if_changed};

/// Which sheets make up a door's `app.css`, in cascade order.
const SHEETS: [(&str, &[&str]); 2] = [
    ("staff", &["tokens", "base", "ui", "staff", "print"]),
    ("her", &["tokens", "base", "ui", "her"]),
];

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
