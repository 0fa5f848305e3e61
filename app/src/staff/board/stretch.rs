//! Stretches of a column: cards that the browser lays out, or skips, together. A card that comes or
//! goes makes it look at every stretch, so there must be far fewer of them than cards; and a card
//! stays in its stretch for as long as it can, because what changes its stretch is built anew.

use std::collections::BTreeMap;

/// Cards of a new stretch: about what a tablet shows of one column.
const CARDS: usize = 8;
/// Cards of a stretch that others came into; with more, the column is divided anew.
const MOST: usize = 2 * CARDS;

/// Neighbours in one column, in order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch<T> {
    /// Names it among those of its column.
    pub key: usize,
    pub cards: Vec<T>,
}

/// `cards` in their order, each in the stretch where it was `before`, a new one with its neighbour.
pub(super) fn stretched<T: Clone, I: Ord>(
    before: &[Stretch<T>],
    cards: &[T],
    id: impl Fn(&T) -> I,
) -> Vec<Stretch<T>> {
    let places: BTreeMap<I, usize> = before
        .iter()
        .flat_map(|stretch| stretch.cards.iter().map(|card| (id(card), stretch.key)))
        .collect();
    let known = |card| places.get(&id(card)).copied();
    // What comes before all others joins the first of them.
    let mut key = cards.iter().find_map(known).unwrap_or(0);
    let mut kept: Vec<Stretch<T>> = Vec::new();
    for card in cards {
        // Keys grow along the column: whoever was carried past others stays with those beside it.
        key = known(card).unwrap_or(key).max(key);
        match kept.last_mut() {
            Some(last) if last.key == key => last.cards.push(card.clone()),
            _ => kept.push(Stretch {
                key,
                cards: vec![card.clone()],
            }),
        }
    }
    if kept.iter().any(|stretch| stretch.cards.len() > MOST) {
        return anew(cards);
    }
    kept
}

fn anew<T: Clone>(cards: &[T]) -> Vec<Stretch<T>> {
    let stretch = |(key, cards): (usize, &[T])| Stretch {
        key,
        cards: cards.to_vec(),
    };
    cards.chunks(CARDS).enumerate().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(before: &[Stretch<u32>], cards: impl IntoIterator<Item = u32>) -> Vec<Stretch<u32>> {
        let cards: Vec<u32> = cards.into_iter().collect();
        let after = stretched(before, &cards, |card| *card);
        let all: Vec<u32> = after.iter().flat_map(|s| s.cards.clone()).collect();
        assert_eq!(all, cards, "every card once, in order");
        assert!(after.iter().all(|s| (1..=MOST).contains(&s.cards.len())));
        assert!(after.is_sorted_by(|one, next| one.key < next.key));
        after
    }

    fn key_of(column: &[Stretch<u32>], card: u32) -> usize {
        let mut with = column.iter().filter(|s| s.cards.contains(&card));
        with.next().expect("the card is there").key
    }

    #[test]
    fn a_long_column_is_divided_and_a_short_one_is_not() {
        assert_eq!(column(&[], []), []);
        assert_eq!(column(&[], 0..5).len(), 1);
        let long = column(&[], 0..100);
        assert_eq!(long.len(), 13);
        assert!(long.iter().all(|s| s.cards.len() <= CARDS));
    }

    #[test]
    fn a_card_that_goes_moves_no_other() {
        let before = column(&[], 0..100);
        for gone in [0, 7, 8, 50, 99] {
            let after = column(&before, (0..100).filter(|card| *card != gone));
            for card in (0..100).filter(|card| *card != gone) {
                assert_eq!(key_of(&after, card), key_of(&before, card));
            }
        }
    }

    #[test]
    fn a_card_that_comes_joins_its_neighbour_and_moves_no_other() {
        let before = column(&[], (0..100).map(|card| 2 * card));
        for new in [1, 15, 101, 199] {
            let mut cards: Vec<u32> = (0..100).map(|card| 2 * card).chain([new]).collect();
            cards.sort_unstable();
            let after = column(&before, cards);
            for card in (0..100).map(|card| 2 * card) {
                assert_eq!(key_of(&after, card), key_of(&before, card));
            }
            assert_eq!(key_of(&after, new), key_of(&before, new - 1));
        }
        let first = column(&before, [1000].into_iter().chain((0..100).map(|c| 2 * c)));
        assert_eq!(key_of(&first, 1000), 0);
    }

    #[test]
    fn a_stretch_that_grew_too_long_is_divided() {
        let mut cards: Vec<u32> = (0..CARDS as u32).collect();
        let mut now = column(&[], cards.clone());
        for new in 100..120 {
            cards.insert(0, new);
            now = column(&now, cards.clone());
        }
        assert!(now.len() > 1);
    }

    #[test]
    fn a_new_order_keeps_every_card() {
        let before = column(&[], 0..50);
        column(&before, (0..50).rev());
        column(&before, (25..50).chain(0..25));
    }
}
