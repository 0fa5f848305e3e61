//! ともに as one running thing: what every handler needs, in one place.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::cards::{self, Cards};
use crate::clock::Clock;
use crate::gate::Councils;
use crate::her::turned::Turned;
use crate::http::throttle::Throttle;
use crate::ids::Ids;
use crate::keys::{Keyring, MasterKey};
use crate::ledgers::{self, Ledgers};
use crate::live::Live;
use crate::password::Passwords;
use crate::session::{Door, Limits};
use crate::store::{Store, StoreError};
use crate::writer::Writer;

/// Proxies close what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// What the operator has chosen.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Host names of the staff door, without port.
    pub staff_hosts: Vec<String>,
    /// Host names of her door, without port.
    pub her_hosts: Vec<String>,
    /// The folder with the static files: `staff/` and `her/`.
    pub site: PathBuf,
    /// How long sessions of the staff last.
    pub staff_limits: Limits,
    /// How long her sessions last.
    pub her_limits: Limits,
    /// Where her exit leads; the only address outside that the product may name.
    pub outside: String,
    /// What is printed on her card as the address of her door.
    pub card_host: Option<String>,
    /// A live line that has nothing to tell gives a sign of life this often.
    pub sign_of_life: Duration,
}

impl Settings {
    /// The settings of one machine, with the static files in `site`: each door has a host name of
    /// its own, because cookies do not tell ports apart.
    pub fn with_site(site: PathBuf) -> Self {
        Self {
            staff_hosts: vec!["localhost".to_owned()],
            her_hosts: vec!["127.0.0.1".to_owned()],
            site,
            staff_limits: Limits::STAFF,
            her_limits: Limits::HER,
            outside: app::her::path::OUTSIDE.to_owned(),
            card_host: None,
            sign_of_life: SIGN_OF_LIFE,
        }
    }

    /// The host names of one door.
    pub fn hosts(&self, door: Door) -> &[String] {
        match door {
            Door::Staff => &self.staff_hosts,
            Door::Her => &self.her_hosts,
        }
    }

    /// How long sessions of one door last.
    pub fn limits(&self, door: Door) -> Limits {
        match door {
            Door::Staff => self.staff_limits,
            Door::Her => self.her_limits,
        }
    }
}

/// The parts of a running ともに.
pub struct Parts {
    /// The time.
    pub clock: Clock,
    /// Identifiers.
    pub ids: Ids,
    /// Keys.
    pub keyring: Keyring,
    /// The database, for reading.
    pub store: Store,
    /// The queue of everything that writes.
    pub writer: Writer,
    /// Councils as they stand.
    pub councils: Councils,
    /// Cards as last opened.
    pub cards: Cards,
    /// Counts of the ledger as last made.
    pub ledgers: Ledgers,
    /// Open screens.
    pub live: Live,
    /// Password hashes.
    pub passwords: Passwords,
    /// Limits on sign-in.
    pub throttle: Throttle,
    /// Pages of hers that answer a form.
    pub turned: Turned,
    /// The operator's choices.
    pub settings: Settings,
}

/// A running ともに. Cheap to clone.
#[derive(Clone)]
pub struct Tomoni(Arc<Parts>);

impl Deref for Tomoni {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Tomoni {
    /// Opens the database at `url` and starts the writer.
    ///
    /// # Errors
    /// [`StoreError`] if the database cannot be opened.
    pub async fn start(
        url: &str,
        master: &MasterKey,
        clock: Clock,
        ids: Ids,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        let store = Store::open(url).await?;
        let live = Live::new();
        let parts = Arc::new(Parts {
            keyring: Keyring::new(master),
            writer: Writer::start(store.clone(), live.clone()),
            passwords: Passwords::new(master.pepper()),
            throttle: Throttle::new(),
            turned: Turned::new(),
            councils: Councils::default(),
            cards: Cards::default(),
            ledgers: Ledgers::default(),
            clock,
            ids,
            store,
            live,
            settings,
        });
        tokio::spawn(cards::tidy(Arc::downgrade(&parts)));
        let tomoni = Self(parts);
        ledgers::take_in(&tomoni).await?;
        Ok(tomoni)
    }
}
