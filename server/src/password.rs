//! Passwords, PINs and one-time codes: kept as Argon2id hashes only.
//!
//! The hashes are also peppered with a key derived from the master key, so that a stolen database
//! alone does not even allow guessing at PINs of six digits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::ids::{NoRandomness, secret};

/// So many hashes are computed at once: each takes 19 MiB.
const AT_ONCE: usize = 2;
/// So many more may wait; beyond that the answer is "busy" rather than a growing heap.
const WAITING: usize = 64;

/// What is checked when there is no account to check: the same work, and a result of all zeros that
/// no password is known to give.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Computes and checks hashes. Cheap to clone.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

struct Inner {
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    pepper: Zeroizing<[u8; 32]>,
}

/// Why a hash was not computed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many sign-ins at once.
    #[error("too many sign-ins at once")]
    Busy,
    /// The hash could not be computed.
    #[error("a password hash could not be computed")]
    Failed,
    /// No random bytes for a code.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl Passwords {
    /// Hashes with this pepper.
    pub fn new(pepper: Zeroizing<[u8; 32]>) -> Self {
        Self(Arc::new(Inner {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            pepper,
        }))
    }

    /// The hash of a password, PIN or code.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] if too many wait.
    pub async fn hash(&self, clear: Zeroizing<String>) -> Result<String, PasswordError> {
        self.at_work(move |inner| compute(&inner.pepper, clear.as_bytes()))
            .await?
    }

    /// A hash that nothing anybody knows was made from, for an account that waits for its code.
    ///
    /// # Errors
    /// As [`Self::hash`].
    pub async fn unusable(&self) -> Result<String, PasswordError> {
        let code = [one_time_code()?, one_time_code()?]
            .map(|code| code.to_string())
            .concat();
        self.hash(Zeroizing::new(code)).await
    }

    /// Whether `clear` is what `hash` was made from. Without a hash the work is the same and the
    /// answer no.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] if too many wait.
    pub async fn verify(
        &self,
        hash: Option<String>,
        clear: Zeroizing<String>,
    ) -> Result<bool, PasswordError> {
        self.at_work(move |inner| {
            let against = hash.as_deref().unwrap_or(NOBODY);
            check(&inner.pepper, against, clear.as_bytes()) && hash.is_some()
        })
        .await
    }

    async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let place = Place::take(Arc::clone(&self.0))?;
        let permit = Arc::clone(&self.0.permits)
            .acquire_owned()
            .await
            .map_err(|_| PasswordError::Failed)?;
        tokio::task::spawn_blocking(move || {
            let done = work(&place.0);
            drop(permit);
            done
        })
        .await
        .map_err(|_| PasswordError::Failed)
    }
}

/// A place among those who wait or work; given back when dropped.
struct Place(Arc<Inner>);

impl Place {
    fn take(inner: Arc<Inner>) -> Result<Self, PasswordError> {
        let place = Self(inner);
        if place.0.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING + AT_ONCE {
            return Err(PasswordError::Busy);
        }
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

fn argon(pepper: &[u8; 32]) -> Result<Argon2<'_>, PasswordError> {
    let cost = Params::new(19 * 1024, 2, 1, None).map_err(|_| PasswordError::Failed)?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, cost)
        .map_err(|_| PasswordError::Failed)
}

fn compute(pepper: &[u8; 32], clear: &[u8]) -> Result<String, PasswordError> {
    let salt = secret::<16>()?;
    let hash: PasswordHash = argon(pepper)?
        .hash_password_with_salt(clear, salt.as_slice())
        .map_err(|_| PasswordError::Failed)?;
    Ok(hash.to_string())
}

fn check(pepper: &[u8; 32], hash: &str, clear: &[u8]) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return false;
    };
    argon(pepper).is_ok_and(|argon| argon.verify_password(clear, &hash).is_ok())
}

/// Signs of Crockford's base 32: none is easily taken for another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new one-time code for paper: ten signs (50 bits) in two groups.
///
/// # Errors
/// [`NoRandomness`] if the operating system gives none.
pub fn one_time_code() -> Result<Zeroizing<String>, NoRandomness> {
    let random = secret::<10>()?;
    let mut code = Zeroizing::new(String::with_capacity(11));
    for (at, byte) in random.iter().enumerate() {
        if at == 5 {
            code.push('-');
        }
        code.push(char::from(SIGNS[usize::from(byte % 32)]));
    }
    Ok(code)
}

/// Brings a typed code into the form in which it was made: width, case, hyphens and spaces do not
/// matter, and O, I and L are read as the digits they were taken for.
pub fn read_code(typed: &str) -> Zeroizing<String> {
    use unicode_normalization::UnicodeNormalization;
    let signs: String = typed
        .nfkc()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            sign => sign,
        })
        .collect();
    let signs = Zeroizing::new(signs);
    match signs.split_at_checked(5) {
        Some((first, second)) if !second.is_empty() => Zeroizing::new(format!("{first}-{second}")),
        _ => signs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(pepper: u8) -> Passwords {
        Passwords::new(Zeroizing::new([pepper; 32]))
    }

    fn word(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_hash_answers_to_its_own_password_and_pepper_only() {
        let here = passwords(1);
        let hash = here.hash(word("森の小道を歩く犬")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let ask = |who: Passwords, text| {
            let hash = hash.clone();
            async move { who.verify(Some(hash), word(text)).await.unwrap() }
        };
        assert!(ask(here.clone(), "森の小道を歩く犬").await);
        assert!(!ask(here.clone(), "森の小道を歩く猫").await);
        assert!(!ask(passwords(2), "森の小道を歩く犬").await);
        assert!(!here.verify(None, word("x")).await.unwrap());
        assert!(
            !here
                .verify(Some("no hash".into()), word("x"))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn too_many_at_once_are_told_so_instead_of_piling_up() {
        let here = passwords(1);
        let asks = (0..WAITING + AT_ONCE + 8).map(|_| here.verify(None, word("x")));
        let answers = futures::future::join_all(asks).await;
        let busy = answers
            .iter()
            .filter(|answer| matches!(answer, Err(PasswordError::Busy)))
            .count();
        assert_eq!(busy, 8);
        assert!(here.verify(None, word("x")).await.is_ok());
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let somebody = compute(&[1; 32], b"x").unwrap();
        let cost = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(NOBODY), cost(&somebody));
        assert_eq!(NOBODY.len(), somebody.len());
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = one_time_code().unwrap();
        assert_eq!(code.len(), 11);
        assert_eq!(*read_code(&code), *code);
        assert_eq!(*read_code(&code.to_lowercase()), *code);
        assert_eq!(*read_code("０１２３４ ａｂｃｄｅ"), "01234-ABCDE");
        assert_eq!(*read_code("oil23-abcde"), "01123-ABCDE");
        assert_eq!(*read_code(""), "");
        assert_ne!(*one_time_code().unwrap(), *code);
    }
}
