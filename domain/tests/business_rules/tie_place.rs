//! つながり and the place: what is typed is no way to find it out.

use domain::refusal::Refusal;
use domain::tie::{TieKind, TieTo};

use crate::scenario::*;
use crate::tie::{hers, met, person};
use crate::world::*;

/// A refusal would confirm a guess: of whoever may not know the place and does not keep the record, no
/// word is compared with it.
#[test]
fn nobody_learns_the_place_by_trying_words() {
    let mut story = met();
    for (n, guess) in (0..).zip([ADDRESS, SHELTER, AKARI_NAME, "見本道みほん市架空町9-9"])
    {
        for to in [TieTo::Agency(CENTER), person(guess, "")] {
            let act = hers(n, to.clone(), TieKind::Weak, guess);
            let tried = story.clone().as_("試験児").does(act).map(|_| ());
            assert_eq!(tried, Ok(()), "{guess}");
        }
        let act = hers(n, TieTo::Agency(CENTER), TieKind::Weak, guess);
        let keeps = story.clone().as_("試験一子").does(act).is_ok();
        assert_eq!(keeps, guess.ends_with("9-9"), "{guess}");
    }
    // On the list without keeping the record, the words are compared as well.
    let child = story.id_of("試験児");
    story
        .opened
        .as_mut()
        .expect("open")
        .place_knowers
        .insert(child);
    let act = hers(9, TieTo::Agency(CENTER), TieKind::Weak, ADDRESS);
    assert_eq!(
        story.as_("試験児").refused(act),
        Refusal::InquiryWouldTellThePlace
    );
}
