//! Where each knot of the picture stands.
//!
//! Two rings around her, agencies on the left half and people on the right, filled from the height of
//! her eyes outwards. The boxes of the outer ring stand at the height of the gaps of the inner one, and
//! their lines come through these gaps: so no line runs through a box, however many there are. The
//! place of a knot follows from its number alone, so that nobody moves when somebody is added at the
//! end.

/// Width and height of a box, in the units of the drawing (1 = 1 CSS pixel at full size).
pub const BOX: (i32, i32) = (122, 60);
/// Half the width and height of her own box.
pub const HER: (i32, i32) = (54, 30);
/// From the middle to where the words over each side stand.
pub const HEAD: i32 = 169;
/// From the middle of a box to its small line under two lines of a name.
pub const UNDER: i32 = 19;
/// How far two lines of one knot lie from its middle.
pub const APART: i32 = 4;

/// From the middle of one box of a ring to the next.
const PITCH: i32 = 78;
/// From her to the inner edge of the inner ring …
const INNER: i32 = 108;
/// … and of the outer one.
const OUTER: i32 = INNER + BOX.0 + 16;
/// Where the lines have fanned out and run level.
const LEVEL: i32 = 98;
/// Boxes of the inner ring that are filled first, and of the outer one then; an odd and an even number,
/// because the inner ring has a box at her own height and the outer one has a gap there.
const FIRST: (i32, i32) = (7, 8);
/// Space around everything.
const EDGE: i32 = 6;
/// Space for the words over the sides.
const WORDS: i32 = 34;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// The middle of a box, and where its line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub x: i32,
    pub y: i32,
    /// −1 to the left, 1 to the right.
    to: i32,
    /// From the middle to the inner edge of its ring.
    edge: i32,
}

/// What part of the plane the picture takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    /// 1 or 2.
    pub rings: u8,
}

/// The place of the knot of that number, counted from 0.
pub fn place(side: Side, number: usize) -> Place {
    let (outer, half_rows) = seat(i32::try_from(number).unwrap_or(i32::MAX / PITCH));
    let to = match side {
        Side::Left => -1,
        Side::Right => 1,
    };
    let edge = if outer { OUTER } else { INNER };
    Place {
        x: to * (edge + BOX.0 / 2),
        y: half_rows * (PITCH / 2),
        to,
        edge,
    }
}

/// Ring and height, in half pitches: even in the inner ring, odd in the outer one.
fn seat(number: i32) -> (bool, i32) {
    let (inner, outer) = FIRST;
    if number < inner {
        return (false, 2 * around(number));
    }
    if number < inner + outer {
        return (true, between(number - inner));
    }
    // From here on two above and below of each ring in turn.
    let rest = number - inner - outer;
    let turn = 2 * (rest / 4);
    match rest % 4 {
        own @ (0 | 1) => (false, 2 * around(inner + turn + own)),
        own => (true, between(outer + turn + own - 2)),
    }
}

/// 0, −1, 1, −2, 2 …
fn around(number: i32) -> i32 {
    let far = (number + 1) / 2;
    if number % 2 == 0 { far } else { -far }
}

/// −1, 1, −3, 3 …
fn between(number: i32) -> i32 {
    let far = 2 * (number / 2) + 1;
    if number % 2 == 0 { -far } else { far }
}

/// Room for so many on the left and so many on the right.
pub fn frame(left: usize, right: usize) -> Frame {
    let places = (0..left)
        .map(|number| place(Side::Left, number))
        .chain((0..right).map(|number| place(Side::Right, number)));
    let (mut top, mut bottom, mut outer) = (-HER.1, HER.1, false);
    for place in places {
        top = top.min(place.y - BOX.1 / 2);
        bottom = bottom.max(place.y + BOX.1 / 2);
        outer |= place.edge == OUTER;
    }
    let half = BOX.0 + EDGE + if outer { OUTER } else { INNER };
    Frame {
        x: -half,
        y: top - WORDS,
        width: 2 * half,
        height: bottom - top + WORDS + EDGE,
        rings: if outer { 2 } else { 1 },
    }
}

impl Place {
    /// Left upper corner of the box.
    pub fn corner(self) -> (i32, i32) {
        (self.x - BOX.0 / 2, self.y - BOX.1 / 2)
    }

    /// The line from her to the box, `shift` below its middle.
    pub fn path(self, shift: i32) -> String {
        let Self { y, to, edge, .. } = self;
        let end = y + shift;
        format!(
            "M{} {shift}C{} {shift} {} {end} {} {end}H{}",
            to * HER.0,
            to * (HER.0 + 28),
            to * (LEVEL - 26),
            to * LEVEL,
            to * edge,
        )
    }

    /// A tip on the line before the box, to her or from her.
    pub fn arrow(self, shift: i32, to_her: bool) -> String {
        let y = self.y + shift;
        let at = |far: i32| self.to * (self.edge - far);
        let (tip, back) = if to_her { (24, 13) } else { (0, 11) };
        format!("M{} {y}L{} {}V{}Z", at(tip), at(back), y - 6, y + 6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: usize = 60;

    /// Every way to share so many out between the sides that a case brings along.
    fn shared_out(all: usize) -> [(usize, usize); 4] {
        [
            (all, 0),
            (0, all),
            (all / 2, all - all / 2),
            (all / 4, all - all / 4),
        ]
    }

    fn places(left: usize, right: usize) -> Vec<Place> {
        let left = (0..left).map(|at| place(Side::Left, at));
        left.chain((0..right).map(|at| place(Side::Right, at)))
            .collect()
    }

    fn apart(one: Place, other: Place) -> bool {
        (one.x - other.x).abs() >= BOX.0 + 8 || (one.y - other.y).abs() >= BOX.1 + 8
    }

    #[test]
    fn labels_do_not_overlap_for_any_number_of_ties() {
        for all in 1..=MANY {
            for (left, right) in shared_out(all) {
                let places = places(left, right);
                let frame = frame(left, right);
                for (at, one) in places.iter().enumerate() {
                    assert!(places.iter().skip(at + 1).all(|other| apart(*one, *other)));
                    let (x, y) = one.corner();
                    assert!(x >= frame.x && x + BOX.0 <= frame.x + frame.width);
                    assert!(y >= frame.y + WORDS && y + BOX.1 <= frame.y + frame.height);
                    // Nor do they lie on her, whatever their height.
                    assert!(one.x.abs() - BOX.0 / 2 > HER.0);
                }
            }
        }
    }

    #[test]
    fn nobody_moves_when_a_tie_is_added_at_the_end() {
        for all in 1..MANY {
            for side in [Side::Left, Side::Right] {
                let before: Vec<Place> = (0..all).map(|at| place(side, at)).collect();
                let after: Vec<Place> = (0..=all).map(|at| place(side, at)).collect();
                assert_eq!(before, after[..all]);
            }
        }
    }

    #[test]
    fn no_line_runs_through_another_box() {
        let places = places(MANY, MANY);
        for line in &places {
            // After the fan a line runs level; what lies on its way is the inner ring of its own side.
            let own = places.iter().filter(|other| other.to == line.to);
            for inner in own.filter(|other| other.edge == INNER && line.edge == OUTER) {
                assert!(
                    (line.y - inner.y).abs() >= BOX.1 / 2 + APART + 4,
                    "{line:?} {inner:?}"
                );
            }
        }
        const { assert!(LEVEL < INNER) };
    }

    #[test]
    fn few_stand_beside_her_and_many_in_two_rings() {
        assert_eq!(place(Side::Right, 0).y, 0);
        assert_eq!(frame(7, 3).rings, 1);
        assert_eq!(frame(20, 20).rings, 2);
        // Forty ties stand upright on a sheet and on a tablet.
        let forty = frame(20, 20);
        assert!(forty.width <= 760 && forty.height <= 1_000, "{forty:?}");
    }
}
