//! Shared components on native HTML, for both doors.
//!
//! They know no route, no query and no case: texts, signals and callbacks come in as props.
//! Nothing here touches the document outside event handlers and effects, so each component also
//! renders on the server, and forms work there without JavaScript.

mod button;
mod chip;
mod choice;
mod cover;
mod date;
mod dialog;
mod error_summary;
mod field;
mod icon;
pub mod ime;
mod later;
mod list;
mod menu;
mod notice;
mod place;
mod print;
pub mod ruby;
mod tabs;
mod text;
mod urgency;
mod wording;

pub use button::{Button, LinkButton, Variant, press};
pub use chip::{Chip, Chips, Tag, Tone};
pub use choice::{Check, CheckGroup, Choice, Layout, RadioGroup};
pub use cover::Cover;
pub use date::DateInput;
pub use dialog::{Dialog, show_dialog_with};
pub use error_summary::{ErrorSummary, Wrong};
pub use field::{Field, GroupField, Need, described_by};
pub use icon::{Icon, IconMark};
pub use later::Later;
pub use list::{DescriptionList, DescriptionRow};
pub use menu::{Menu, MenuItem, MenuLink};
pub use notice::{Notice, NoticeKind};
pub use place::{EmptyState, Skeleton, SkeletonShape};
pub use print::PrintButton;
pub use ruby::Ruby;
pub use tabs::{TabButtons, TabItem, Tabs};
pub use text::{TextArea, TextInput, Width};
pub use urgency::Urgency;
pub use wording::{Gone, Keeper, Wording};
