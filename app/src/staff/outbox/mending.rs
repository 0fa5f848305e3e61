//! What can be done with an envelope that the server did not take: back into its form, or into a file.

use domain::command::{CaseCommand, Command};

use crate::route::{CasePart, Route};
use crate::staff::{case, file, intake};

/// The name of the file; nothing in it says about whom it is.
const FILE: &str = "送信箱の控え";

/// Where its form stands, if it has one that takes it.
pub(super) fn place(command: &Command) -> Option<Route> {
    match command {
        Command::AcceptCase { .. } => Some(Route::Intake),
        Command::Case {
            case,
            act: CaseCommand::WriteRecord { .. },
        } => Some(Route::Case {
            case: *case,
            part: CasePart::Timeline,
        }),
        _ => None,
    }
}

/// Puts it into its form, to be corrected and sent from there. Answers where that is; nothing where a
/// half-written one is in its place.
pub(super) async fn begin(command: &Command) -> Option<Route> {
    let taken = match command {
        Command::AcceptCase { case, form } => intake::mend(*case, form).await,
        Command::Case { case, act } => case::mend_record(*case, act).await,
        _ => false,
    };
    if taken { place(command) } else { None }
}

/// Forgets the draft of what lies in the box by now: a window may have died between the two.
pub(super) async fn tidy(command: &Command) {
    match command {
        Command::AcceptCase { case, .. } => intake::sent(*case).await,
        Command::Case { case, act } => case::record_sent(*case, act).await,
        _ => {}
    }
}

/// Hands the words over as a file.
pub(super) fn write_out(text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
    file::hand_over(&blob, FILE, "txt")
}
