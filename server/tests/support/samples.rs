//! Samples of what tablets send: `PROTOCOL_SAMPLES=folder` keeps one envelope of each kind that the tests
//! push, for `domain/tests/protocol/`.

use std::{env, fs, path::Path};

use domain::command::Envelope;
use serde_json::Value;

/// Keeps this envelope as the sample of its kind, unless there is one.
pub fn keep(envelope: &Envelope) {
    let Some(folder) = env::var_os("PROTOCOL_SAMPLES") else {
        return;
    };
    let value = serde_json::to_value(envelope).unwrap();
    let file = Path::new(&folder).join(format!("{}.json", kind(&value["command"])));
    if !file.exists() {
        fs::write(file, serde_json::to_string_pretty(&value).unwrap()).unwrap();
    }
}

/// `case.write_record`: the variants down to the one that has fields of its own.
fn kind(command: &Value) -> String {
    let mut names = Vec::new();
    let mut at = command;
    while let Value::Object(fields) = at {
        at = match (fields.len(), fields.get("act"), fields.iter().next()) {
            (_, Some(act), _) => act,
            (1, None, Some((name, _))) if name == "form" => break,
            (1, None, Some((name, inner))) if inner.is_object() => {
                names.push(name.clone());
                inner
            }
            _ => break,
        };
    }
    if let Value::String(unit) = at {
        names.push(unit.clone());
    }
    names.join(".")
}
