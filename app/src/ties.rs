//! つながりの図: an ecomap and a family tree as SVG, the same at both doors and on paper.
//!
//! Drawn from what its caller may show and from nothing else: the places follow from how many there
//! are on each side ([`place`]), without chance, and somebody added at the end moves nobody. All that
//! a picture says stands in words beside it; who calls it gives each knot its name for ears and the id
//! of its line in the list.

use domain::tie::{TieFlow, TieHow, TieKind, TieSide, TieStrength};
use leptos::prelude::*;

mod label;
mod place;
mod tree;

pub use label::cut;
pub use tree::{Relative, family_tree};

use place::{Place, Side};

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Says what the picture is, for ears.
    pub title: String,
    /// Her, in the middle.
    pub her: String,
    /// Words over the two sides.
    pub heads: [String; 2],
    /// Agencies.
    pub left: Vec<Knot>,
    /// People.
    pub right: Vec<Knot>,
}

/// One agency or person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knot {
    pub name: String,
    /// The small line under the name.
    pub under: String,
    /// Everything about it, for ears.
    pub heard: String,
    /// Id of its line in the list beside the picture.
    pub leads_to: String,
    /// How each side sees the tie; hers first. Without any, a plain line.
    pub lines: Vec<(TieSide, TieHow)>,
    /// Added or described by her: marked by its frame.
    pub hers: bool,
}

/// The ecomap.
pub fn ecomap(picture: Picture) -> AnyView {
    let Picture {
        title,
        her,
        heads: [left_head, right_head],
        left,
        right,
    } = picture;
    let frame = place::frame(left.len(), right.len());
    let knots = |side: Side, knots: Vec<Knot>| -> Vec<(Place, Knot)> {
        let all = knots.into_iter().enumerate();
        all.map(|(at, knot)| (place::place(side, at), knot))
            .collect()
    };
    let knots: Vec<(Place, Knot)> = [knots(Side::Left, left), knots(Side::Right, right)].concat();
    // All lines lie under all boxes.
    let lines = drawn_lines(&knots);
    let boxes = knots
        .into_iter()
        .map(|(place, knot)| drawn_knot(place, knot))
        .collect_view();
    let over = frame.y + 20;
    let (her_x, her_y) = (-place::HER.0, -place::HER.1);
    view! {
        <svg
            class="ecomap__svg"
            data-rings=frame.rings.to_string()
            viewBox=format!("{} {} {} {}", frame.x, frame.y, frame.width, frame.height)
            width=frame.width.to_string()
            height=frame.height.to_string()
            role="group"
            aria-label=title
        >
            <text class="ecomap__head" x=(-place::HEAD).to_string() y=over.to_string() aria-hidden="true">
                {left_head}
            </text>
            <text class="ecomap__head" x=place::HEAD.to_string() y=over.to_string() aria-hidden="true">
                {right_head}
            </text>
            {lines}
            <rect
                class="ecomap__her"
                x=her_x.to_string()
                y=her_y.to_string()
                width=(2 * place::HER.0).to_string()
                height=(2 * place::HER.1).to_string()
                rx="28"
            ></rect>
            {text_lines(0, 0, &cut(&her, label::HER_UNITS, 2))}
            {boxes}
        </svg>
    }
    .into_any()
}

/// All lines, and over them all tips. Those that look alike are one stroke, however many there are: a browser draws
/// forty ties as fast as four.
fn drawn_lines(knots: &[(Place, Knot)]) -> AnyView {
    let mut lines: Vec<(Option<(TieKind, TieStrength)>, String)> = Vec::new();
    let mut arrows: Vec<(TieKind, String)> = Vec::new();
    for (place, knot) in knots {
        if knot.lines.is_empty() {
            add(&mut lines, None, &place.path(0));
        }
        let apart = match knot.lines.len() {
            0 | 1 => 0,
            _ => place::APART,
        };
        for (side, how) in &knot.lines {
            let shift = match side {
                TieSide::Hers => -apart,
                TieSide::Worker => apart,
            };
            add(
                &mut lines,
                Some((how.kind, how.strength)),
                &place.path(shift),
            );
            let tips: &[bool] = match how.flow {
                TieFlow::Unsaid => &[],
                TieFlow::ToHer => &[true],
                TieFlow::FromHer => &[false],
                TieFlow::Both => &[true, false],
            };
            for to_her in tips {
                add(&mut arrows, how.kind, &place.arrow(shift, *to_her));
            }
        }
    }
    let lines = lines.into_iter().map(|(how, d)| {
        let kind = how.map(|(kind, _)| kind.key());
        let strength = how.map(|(_, strength)| strength.key());
        view! { <path class="ecomap__line" data-kind=kind data-strength=strength d=d></path> }
    });
    let arrows = arrows.into_iter().map(|(kind, d)| {
        view! { <path class="ecomap__arrow" data-kind=kind.key() d=d></path> }
    });
    (lines.collect_view(), arrows.collect_view()).into_any()
}

/// Goes on with the stroke of that look, or begins it.
fn add<L: PartialEq>(strokes: &mut Vec<(L, String)>, look: L, d: &str) {
    match strokes.iter_mut().find(|(known, _)| *known == look) {
        Some((_, stroke)) => stroke.push_str(d),
        None => strokes.push((look, d.to_owned())),
    }
}

fn drawn_knot(place: Place, knot: Knot) -> AnyView {
    let (x, y) = place.corner();
    let name = cut(&knot.name, label::NAME_UNITS, 2);
    let under = cut(&knot.under, label::UNDER_UNITS, 1);
    // Name and small line together stand in the middle of the box.
    let (up, down) = match (under.is_empty(), name.len()) {
        (true, _) => (0, 0),
        (false, 2..) => (10, place::UNDER),
        (false, _) => (9, place::UNDER - 6),
    };
    let top = place.y - up;
    let small = under.into_iter().map(|line| {
        view! {
            <text
                class="ecomap__under"
                x=place.x.to_string()
                y=(place.y + down).to_string()
            >
                {line}
            </text>
        }
    });
    view! {
        <g>
            <a class="ecomap__knot" href=format!("#{}", knot.leads_to) aria-label=label::heard(&name, knot.heard)>
                <rect
                    class="ecomap__box"
                    data-hers=knot.hers.then_some("true")
                    x=x.to_string()
                    y=y.to_string()
                    width=place::BOX.0.to_string()
                    height=place::BOX.1.to_string()
                    rx="8"
                ></rect>
                {text_lines(place.x, top, &name)}
                {small.collect_view()}
            </a>
        </g>
    }
    .into_any()
}

/// Lines of a name, one under the other around that middle.
fn text_lines(x: i32, middle: i32, lines: &[String]) -> AnyView {
    let first = middle - 17 * (i32::try_from(lines.len()).unwrap_or(1) - 1) / 2;
    lines
        .iter()
        .zip(0..)
        .map(|(line, at)| {
            let y = first + 17 * at;
            view! {
                <text class="ecomap__name" translate="no" x=x.to_string() y=y.to_string()>
                    {line.clone()}
                </text>
            }
        })
        .collect_view()
        .into_any()
}

/// A short piece of a line, for the words that explain the picture.
pub fn sample(kind: TieKind) -> AnyView {
    view! {
        <svg
            class="ecomap__sample"
            viewBox="0 0 48 12"
            width="48"
            height="12"
            aria-hidden="true"
            focusable="false"
        >
            <path
                class="ecomap__line"
                data-kind=kind.key()
                data-strength=TieStrength::Some.key()
                d="M2 6H46"
            ></path>
        </svg>
    }
    .into_any()
}
