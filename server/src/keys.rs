//! The keys under which everything personal is sealed.
//!
//! 鍵。One master key, held by the operator outside the database's folder, wraps the key of each
//! council; that key wraps two keys for each case: one for the file and one for her whereabouts.
//! Destroying the two makes the case unreadable for good, in every backup too.
//!
//! ```text
//! master key ─┬─ council key ─┬─ seals the council's own records
//!             │               ├─ search, link and audit tokens
//!             │               ├─ per 支援会議 the key of its 案件
//!             │               └─ case key (file, P3) and case key (place, P4)
//!             ├─ what leaves a device without its writer
//!             └─ login tokens
//! ```

mod council;
mod keyring;
mod leasing;
mod leaving;
mod master;
mod seal;

pub(crate) use council::keyed;
pub use council::{CaseKeys, CouncilKeys, LinkToken, WrappedCaseKeys};
pub use keyring::Keyring;
pub use leasing::Leasing;
pub use leaving::Leaving;
pub use master::{MasterError, MasterKey};
pub use seal::{Clear, Place, SealError, SealKey, Sealed};
