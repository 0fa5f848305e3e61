//! The keys of one council and of its cases, and the tokens made with them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::seal::{Place, SealError, SealKey, Sealed, derive};

/// A person, unit or agency as the database knows it: the same for the same one within a
/// council, and readable as nothing at all without the council's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkToken(pub [u8; 16]);

/// A keyed hash, ready to be fed.
#[derive(Clone)]
pub(super) struct Tokens(Hmac<Sha256>);

impl Tokens {
    pub(super) fn new(key: &Zeroizing<[u8; 32]>) -> Self {
        Self(keyed(key))
    }

    pub(super) fn of(&self, bytes: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    fn short(&self, bytes: &[u8]) -> LinkToken {
        let mut out = [0; 16];
        out.copy_from_slice(&self.of(bytes)[..16]);
        LinkToken(out)
    }
}

/// HMAC-SHA-256 under a key of 32 bytes. A key of a whole block, filled up with zeros as HMAC does
/// itself, cannot be of the wrong length.
pub(crate) fn keyed(key: &Zeroizing<[u8; 32]>) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key.as_slice());
    Hmac::new((&*block).into())
}

/// The keys of one council (支援調整会議). They cannot be printed.
pub struct CouncilKeys {
    council: Uuid,
    seal: SealKey,
    wrapping: SealKey,
    search: Tokens,
    link: Tokens,
    audit: Tokens,
    /// From which the key of each 支援会議's items is derived.
    matters: Zeroizing<[u8; 32]>,
}

impl CouncilKeys {
    pub(super) fn from_key(council: Uuid, key: &SealKey) -> Self {
        let part = |purpose: &[u8]| derive(key.bytes(), purpose);
        Self {
            council,
            seal: SealKey::from_bytes(part(b"tomoni council seal")),
            wrapping: SealKey::from_bytes(part(b"tomoni case wrap")),
            search: Tokens::new(&part(b"tomoni search token")),
            link: Tokens::new(&part(b"tomoni link token")),
            audit: Tokens::new(&part(b"tomoni audit pseudonym")),
            matters: part(b"tomoni matters"),
        }
    }

    /// The council these keys belong to.
    pub fn council(&self) -> Uuid {
        self.council
    }

    /// The key for what belongs to the council as a whole.
    pub fn seal(&self) -> &SealKey {
        &self.seal
    }

    /// The key of the 案件 of one 支援会議: its own, so that what is said there without consent opens
    /// with no key of a case and with no other conference's.
    pub fn matters_of(&self, conference: Uuid) -> SealKey {
        let mut purpose = b"tomoni matters of ".to_vec();
        purpose.extend_from_slice(conference.as_bytes());
        SealKey::from_bytes(derive(self.matters.as_slice(), &purpose))
    }

    /// The token of one piece of a name (see [`crate::search::pieces`]).
    pub fn search_token(&self, piece: &str) -> i64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.search.of(piece.as_bytes())[..8]);
        i64::from_be_bytes(first)
    }

    /// The token of a person, unit or agency in the lists of readers and blocks.
    pub fn link(&self, id: Uuid) -> LinkToken {
        self.link.short(id.as_bytes())
    }

    /// The pseudonym of an actor in the audit. Other than [`Self::link`], so that the two lists
    /// cannot be laid side by side.
    pub fn actor(&self, id: Uuid) -> LinkToken {
        self.audit.short(id.as_bytes())
    }

    /// Makes and wraps the two keys of a new case.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn new_case(&self, case: Uuid) -> Result<(CaseKeys, WrappedCaseKeys), SealError> {
        let keys = CaseKeys {
            case,
            file: SealKey::random()?,
            place: Some(SealKey::random()?),
        };
        let wrap = |column, key: &SealKey| {
            self.wrapping
                .seal(case_place(column, case), key.bytes().as_slice())
        };
        let wrapped = WrappedCaseKeys {
            file: wrap("file_key", &keys.file)?,
            place: match &keys.place {
                Some(place) => wrap("place_key", place)?,
                None => return Err(SealError::Broken),
            },
        };
        Ok((keys, wrapped))
    }

    /// Unwraps the file key of a case; the key of her whereabouts only when `with_place`.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn case(
        &self,
        case: Uuid,
        file: &Sealed,
        place: Option<&Sealed>,
    ) -> Result<CaseKeys, SealError> {
        let unwrap = |column, sealed: &Sealed| {
            let clear = self.wrapping.open(case_place(column, case), sealed)?;
            let mut key = Zeroizing::new([0; 32]);
            if clear.len() != key.len() {
                return Err(SealError::Shape);
            }
            key.copy_from_slice(&clear);
            Ok(SealKey::from_bytes(key))
        };
        Ok(CaseKeys {
            case,
            file: unwrap("file_key", file)?,
            place: place
                .map(|sealed| unwrap("place_key", sealed))
                .transpose()?,
        })
    }
}

fn case_place(column: &str, case: Uuid) -> Place<'_> {
    Place {
        table: "case_key",
        column,
        row: case,
    }
}

/// The keys of one case, wrapped by the council's key.
pub struct WrappedCaseKeys {
    /// Wrapped file key.
    pub file: Sealed,
    /// Wrapped key of her whereabouts.
    pub place: Sealed,
}

/// The keys of one case (個別ケース). They cannot be printed.
pub struct CaseKeys {
    case: Uuid,
    file: SealKey,
    place: Option<SealKey>,
}

impl CaseKeys {
    /// The case these keys belong to.
    pub fn case(&self) -> Uuid {
        self.case
    }

    /// The key of the file (classes P2 and P3).
    pub fn file(&self) -> &SealKey {
        &self.file
    }

    /// The key of her whereabouts and safe contacts (class P4), where it was asked for.
    pub fn place(&self) -> Option<&SealKey> {
        self.place.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(council: u128) -> CouncilKeys {
        CouncilKeys::from_key(Uuid::from_u128(council), &SealKey::random().unwrap())
    }

    #[test]
    fn tokens_differ_between_councils_and_between_purposes() {
        let (one, two) = (keys(1), keys(2));
        let agency = Uuid::from_u128(9);
        assert_eq!(one.link(agency), one.link(agency));
        assert_ne!(one.link(agency), two.link(agency));
        assert_ne!(one.link(agency), one.actor(agency));
        assert_ne!(one.search_token("わた"), two.search_token("わた"));
    }

    #[test]
    fn the_place_key_stays_closed_unless_it_is_asked_for() {
        let council = keys(1);
        let case = Uuid::from_u128(5);
        let (made, wrapped) = council.new_case(case).unwrap();
        let at = Place {
            table: "case_body",
            column: "place",
            row: case,
        };
        let sealed = made.place().unwrap().seal(at, b"x").unwrap();

        let without = council.case(case, &wrapped.file, None).unwrap();
        assert!(without.place().is_none());
        assert!(without.file().open(at, &sealed).is_err());
        let with = council
            .case(case, &wrapped.file, Some(&wrapped.place))
            .unwrap();
        assert_eq!(
            with.place().unwrap().open(at, &sealed).unwrap().as_slice(),
            b"x"
        );
        // Swapped or foreign wrappings do not open.
        assert!(council.case(case, &wrapped.place, None).is_err());
        assert!(
            council
                .case(Uuid::from_u128(6), &wrapped.file, None)
                .is_err()
        );
    }
}
