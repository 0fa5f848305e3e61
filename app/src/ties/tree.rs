//! 家族図: a family tree in the signs of a genogram, as far as the words of the form place people.
//!
//! A circle for a woman, a square for a man, a diamond where the word does not say; couples side by
//! side, brothers and sisters and children by birth under one bar, and a broken frame around those who
//! came with her. Whose child somebody is besides hers is not claimed: children hang from her alone, and
//! where the form does not tell the branch the line is broken.

use domain::tie::{Kin, Kinship, Shape};
use leptos::prelude::*;

use super::label::{cut, heard};

/// One member of her family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    pub kinship: Kinship,
    pub name: String,
    /// The small line: relation and age.
    pub under: String,
    /// Everything about it, for ears.
    pub heard: String,
    /// Id of its line in the list beside the picture.
    pub leads_to: String,
    pub household: bool,
    pub opposing: bool,
}

/// Half the width of a cell.
const HALF: i32 = 58;
/// From one generation to the next.
const ROW: i32 = 150;
/// Half the size of a sign.
const SIGN: i32 = 20;
/// Half the size of the inner one of the two circles that are her sign.
const WITHIN: i32 = 14;
/// From the middle of a sign up to the bar of brothers and sisters, and down to the end of its words.
const BAR: i32 = 40;
const WORDS: i32 = 66;
/// Half the height of the frame of a household above the sign.
const HEAD: i32 = 30;
const EDGE: i32 = 8;
const NAME_UNITS: usize = 14;
const UNDER_UNITS: usize = 16;

/// The middle of a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    x: i32,
    y: i32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    d: String,
    broken: bool,
}

/// From whom a bar hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Couple,
    Her,
    Unsaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
}

/// Where everybody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tree {
    her: Spot,
    /// One for each relative in the given order; none for those whose word places them nowhere.
    spots: Vec<Option<Spot>>,
    lines: Vec<Line>,
    household: Vec<Frame>,
    frame: Frame,
}

/// The members of one kind, by their number in the given list.
fn of_kin(relatives: &[Relative], kin: Kin) -> Vec<usize> {
    let all = relatives.iter().enumerate();
    all.filter(|(_, one)| one.kinship.kin == kin)
        .map(|(at, _)| at)
        .collect()
}

impl Tree {
    fn of(relatives: &[Relative]) -> Self {
        let kin = |kin| of_kin(relatives, kin);
        let (siblings, partners) = (kin(Kin::Sibling), kin(Kin::Partner));
        let (parents, in_laws) = (kin(Kin::Parent), kin(Kin::ParentInLaw));
        let children = kin(Kin::Child);
        // Everything in half cells. Who stands beside her leaves room for the frame around her children.
        let gap = (count(&children) + 1).max(2);
        let own = match siblings.as_slice() {
            [] => 0,
            some => 2 * (count(some) - 1) + gap,
        };
        let mut spots: Vec<Option<Spot>> = vec![None; relatives.len()];
        let mut put = |members: &[usize], start: i32, row: i32| {
            for (at, member) in (0..).zip(members) {
                if let Some(spot) = spots.get_mut(*member) {
                    *spot = Some(Spot {
                        x: (start + 2 * at) * HALF,
                        y: row * ROW,
                    });
                }
            }
        };
        let around = |middle: i32, members: &[usize]| middle - (count(members) - 1);
        put(&siblings, 0, 0);
        put(&partners, own + gap, 0);
        let over = around(own / 2, &parents);
        put(&parents, over, -1);
        let beside = around(own + gap + (count(&partners) - 1).max(0), &in_laws);
        let free = over + 2 * count(&parents);
        put(
            &in_laws,
            if parents.is_empty() {
                beside
            } else {
                beside.max(free)
            },
            -1,
        );
        let (elders, young) = (kin(Kin::Grandparent), kin(Kin::Grandchild));
        put(
            &elders,
            around(own / 2, &elders),
            if parents.is_empty() { -1 } else { -2 },
        );
        put(&children, around(own, &children), 1);
        put(
            &young,
            around(own, &young),
            if children.is_empty() { 1 } else { 2 },
        );
        let mut tree = Self {
            her: Spot {
                x: own * HALF,
                y: 0,
            },
            spots,
            lines: Vec::new(),
            household: Vec::new(),
            frame: Frame {
                x: 0,
                y: 0,
                width: 0,
                height: 0,
            },
        };
        tree.join(
            relatives,
            [
                &siblings, &partners, &parents, &in_laws, &elders, &children, &young,
            ],
        );
        tree.household = tree.households(relatives);
        tree.frame = tree.whole();
        tree
    }

    fn at(&self, members: &[usize]) -> Vec<Spot> {
        let spot = |member: &usize| self.spots.get(*member).copied().flatten();
        members.iter().filter_map(spot).collect()
    }

    fn draw(&mut self, d: String, broken: bool) {
        self.lines.push(Line { d, broken });
    }

    fn join(
        &mut self,
        relatives: &[Relative],
        [
            siblings,
            partners,
            parents,
            in_laws,
            elders,
            children,
            young,
        ]: [&[usize]; 7],
    ) {
        let her = self.her;
        for (at, (member, spot)) in (0..).zip(partners.iter().zip(self.at(partners))) {
            let former = relatives.get(*member).is_some_and(|one| one.kinship.former);
            let d = match at {
                0 => format!("M{} {}H{}", her.x + SIGN, her.y, spot.x - SIGN),
                // Above the one who stands between.
                _ => format!(
                    "M{} {}V{}H{}V{}",
                    her.x + 8,
                    her.y - SIGN,
                    her.y - HEAD,
                    spot.x,
                    spot.y - SIGN
                ),
            };
            self.draw(d, former);
        }
        let mut born: Vec<Spot> = self.at(siblings);
        born.push(her);
        self.descend(&self.at(parents), &born, From::Couple);
        let partner = self.at(partners);
        self.descend(
            &self.at(in_laws),
            partner.get(..1).unwrap_or_default(),
            From::Couple,
        );
        let below = match parents.is_empty() {
            true => vec![her],
            false => self.at(parents),
        };
        self.descend(&self.at(elders), &below, From::Unsaid);
        self.descend(&[her], &self.at(children), From::Her);
        let above = match children.is_empty() {
            true => vec![her],
            false => self.at(children),
        };
        self.descend(&above, &self.at(young), From::Unsaid);
    }

    /// A bar over `born`, hanging from a couple, or from below the one or the several above of whom the
    /// form does not say who is whose.
    fn descend(&mut self, above: &[Spot], born: &[Spot], how: From) {
        let (Some(first), Some(last)) = (above.first(), above.last()) else {
            return;
        };
        let (Some(left), Some(right)) = (born.first(), born.last()) else {
            return;
        };
        let broken = how == From::Unsaid;
        let couple = above.get(1).filter(|_| how == From::Couple);
        let (middle, from) = match couple {
            Some(second) => {
                let d = format!("M{} {}H{}", first.x + SIGN, first.y, last.x - SIGN);
                self.draw(d, above.len() > 2);
                ((first.x + second.x) / 2, first.y)
            }
            None => ((first.x + last.x) / 2, first.y + WORDS),
        };
        let bar = left.y - BAR;
        let (from_x, to_x) = (left.x.min(middle), right.x.max(middle));
        self.draw(
            format!("M{middle} {from}V{bar}M{from_x} {bar}H{to_x}"),
            broken,
        );
        for one in born {
            self.draw(format!("M{} {bar}V{}", one.x, one.y - SIGN), broken);
        }
    }

    /// One frame around her and those who came with her; where it would hold somebody else, one for
    /// each stretch of a generation.
    fn households(&self, relatives: &[Relative]) -> Vec<Frame> {
        let placed = relatives.iter().zip(&self.spots);
        let placed: Vec<(Spot, bool)> = placed
            .filter_map(|(one, spot)| Some(((*spot)?, one.household)))
            .collect();
        let mut inside: Vec<Spot> = placed
            .iter()
            .filter(|(_, own)| *own)
            .map(|(s, _)| *s)
            .collect();
        if inside.is_empty() {
            return Vec::new();
        }
        inside.push(self.her);
        let whole = around_all(&inside);
        let stranger = |spot: &Spot| {
            let own = around_all(&[*spot]);
            let across = own.x < whole.x + whole.width && whole.x < own.x + own.width;
            across && own.y < whole.y + whole.height && whole.y < own.y + own.height
        };
        if !placed.iter().any(|(spot, own)| !own && stranger(spot)) {
            return vec![whole];
        }
        inside.sort_by_key(|spot| (spot.y, spot.x));
        let mut runs: Vec<Vec<Spot>> = Vec::new();
        for spot in inside {
            match runs.last_mut() {
                Some(run)
                    if run
                        .last()
                        .is_some_and(|last| last.y == spot.y && spot.x - last.x == 2 * HALF) =>
                {
                    run.push(spot);
                }
                _ => runs.push(vec![spot]),
            }
        }
        runs.iter().map(|run| around_all(run)).collect()
    }

    fn whole(&self) -> Frame {
        let all: Vec<Spot> = self
            .spots
            .iter()
            .copied()
            .flatten()
            .chain([self.her])
            .collect();
        let Frame {
            x,
            y,
            width,
            height,
        } = around_all(&all);
        Frame {
            x: x - EDGE,
            y: y - EDGE - (BAR - HEAD),
            width: width + 2 * EDGE,
            height: height + 2 * EDGE + (BAR - HEAD),
        }
    }
}

fn count(members: &[usize]) -> i32 {
    i32::try_from(members.len()).unwrap_or(i32::MAX / ROW)
}

fn around_all(spots: &[Spot]) -> Frame {
    let x = spots.iter().map(|spot| spot.x).min().unwrap_or_default() - HALF + 2;
    let y = spots.iter().map(|spot| spot.y).min().unwrap_or_default() - HEAD;
    let right = spots.iter().map(|spot| spot.x).max().unwrap_or_default() + HALF - 2;
    let bottom = spots.iter().map(|spot| spot.y).max().unwrap_or_default() + WORDS;
    Frame {
        x,
        y,
        width: right - x,
        height: bottom - y,
    }
}

/// The tree, with her name and the small line under it; nothing where nobody can be placed in it.
pub fn family_tree(title: String, her: [&str; 2], relatives: Vec<Relative>) -> AnyView {
    let [name, under] = her;
    let Tree {
        her: own,
        spots,
        lines,
        household,
        frame,
    } = Tree::of(&relatives);
    if spots.iter().all(Option::is_none) {
        return ().into_any();
    }
    let frames = household
        .into_iter()
        .map(|frame| {
            view! {
                <rect
                    class="kin__household"
                    x=frame.x.to_string()
                    y=frame.y.to_string()
                    width=frame.width.to_string()
                    height=frame.height.to_string()
                    rx="12"
                ></rect>
            }
        })
        .collect_view();
    let lines = lines
        .into_iter()
        .map(|line| {
            let broken = line.broken.then_some("true");
            view! { <path class="kin__line" data-broken=broken d=line.d></path> }
        })
        .collect_view();
    let signs = relatives
        .into_iter()
        .zip(spots)
        .filter_map(|(one, spot)| Some(relative(one, spot?)))
        .collect_view();
    view! {
        <svg
            class="kin__svg"
            viewBox=format!("{} {} {} {}", frame.x, frame.y, frame.width, frame.height)
            width=frame.width.to_string()
            height=frame.height.to_string()
            role="group"
            aria-label=title
        >
            {frames}
            {lines}
            {sign(Shape::Woman, own, "kin__sign kin__sign--her")}
            {circle(own, WITHIN, "kin__sign kin__sign--her")}
            {words(own, name, under)}
            {signs}
        </svg>
    }
    .into_any()
}

fn relative(one: Relative, spot: Spot) -> AnyView {
    let seen = cut(&one.name, NAME_UNITS, 1);
    let class = if one.opposing {
        "kin__sign kin__sign--opposing"
    } else {
        "kin__sign"
    };
    view! {
        <g>
            <a class="kin__person" href=format!("#{}", one.leads_to) aria-label=heard(&seen, one.heard)>
                {sign(one.kinship.shape, spot, class)}
                {words(spot, &one.name, &one.under)}
            </a>
        </g>
    }
    .into_any()
}

fn circle(Spot { x, y }: Spot, radius: i32, class: &'static str) -> AnyView {
    let (left, across) = (x - radius, 2 * radius);
    let d = format!(
        "M{left} {y}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0Z"
    );
    view! { <path class=class d=d></path> }.into_any()
}

fn sign(shape: Shape, spot: Spot, class: &'static str) -> AnyView {
    let Spot { x, y } = spot;
    let d = match shape {
        Shape::Woman => return circle(spot, SIGN, class),
        Shape::Man => format!(
            "M{} {}h{}v{}h{}Z",
            x - SIGN,
            y - SIGN,
            2 * SIGN,
            2 * SIGN,
            -2 * SIGN
        ),
        Shape::Unsaid => format!(
            "M{x} {}l{SIGN} {SIGN}l-{SIGN} {SIGN}l-{SIGN} -{SIGN}Z",
            y - SIGN
        ),
    };
    view! { <path class=class d=d></path> }.into_any()
}

fn words(Spot { x, y }: Spot, name: &str, under: &str) -> AnyView {
    let line = |class: &'static str, down: i32, text: &str, units: usize| {
        cut(text, units, 1).into_iter().map(move |text| {
            view! {
                <text class=class translate="no" x=x.to_string() y=(y + down).to_string()>
                    {text}
                </text>
            }
        })
    };
    line("kin__name", 36, name, NAME_UNITS)
        .chain(line("kin__under", 53, under, UNDER_UNITS))
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(words: &[(&str, bool)]) -> Vec<Relative> {
        words
            .iter()
            .map(|(relation, household)| Relative {
                kinship: Kinship::read(relation),
                name: String::new(),
                under: (*relation).to_owned(),
                heard: String::new(),
                leads_to: String::new(),
                household: *household,
                opposing: false,
            })
            .collect()
    }

    #[test]
    fn generations_lie_over_each_other_and_nobody_on_another() {
        let all = [
            ("祖母", false),
            ("父", false),
            ("母", true),
            ("姉", false),
            ("弟", false),
            ("夫", false),
            ("元夫", false),
            ("義母", false),
            ("長女", true),
            ("次女", true),
            ("長男", false),
            ("孫", false),
            ("いとこ", false),
        ];
        for many in 0..=all.len() {
            let tree = Tree::of(&family(&all[..many]));
            let spots: Vec<Spot> = tree
                .spots
                .iter()
                .copied()
                .flatten()
                .chain([tree.her])
                .collect();
            for (at, one) in spots.iter().enumerate() {
                for other in spots.iter().skip(at + 1) {
                    let beside = (one.x - other.x).abs() >= 2 * HALF;
                    assert!(beside || one.y != other.y, "{many}: {one:?} {other:?}");
                }
                assert!(one.x - HALF >= tree.frame.x - HALF && one.y > tree.frame.y);
            }
        }
        let tree = Tree::of(&family(&all));
        let row = |at: usize| tree.spots[at].map(|spot| spot.y / ROW);
        let rows = [0, 1, 3, 5, 8, 11].map(row);
        assert_eq!(
            rows,
            [Some(-2), Some(-1), Some(0), Some(0), Some(1), Some(2)]
        );
        assert_eq!(
            row(12),
            None,
            "what the word does not place is not in the tree"
        );
    }

    #[test]
    fn the_household_holds_those_who_came_with_her_and_nobody_else() {
        let whole = Tree::of(&family(&[("夫", false), ("長女", true), ("次女", true)]));
        assert_eq!(whole.household.len(), 1);
        // The son who stayed stands between two who came.
        let split = Tree::of(&family(&[("長女", true), ("長男", false), ("次女", true)]));
        assert!(split.household.len() > 1);
        let outside = split.spots[1].expect("placed");
        for frame in &split.household {
            assert!(
                outside.x < frame.x
                    || outside.x > frame.x + frame.width
                    || outside.y > frame.y + frame.height
                    || outside.y < frame.y
            );
        }
        assert!(Tree::of(&family(&[("母", false)])).household.is_empty());
    }

    #[test]
    fn a_couple_that_is_none_any_more_has_a_broken_line() {
        let tree = Tree::of(&family(&[("元夫", false)]));
        assert!(tree.lines.iter().any(|line| line.broken));
        let tree = Tree::of(&family(&[("夫", false)]));
        assert!(tree.lines.iter().all(|line| !line.broken));
    }
}
