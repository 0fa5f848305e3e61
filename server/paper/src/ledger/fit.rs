//! Fits the writing into the boxes of the paper, which do not grow: long writing becomes smaller, and
//! what has no room at the smallest size goes on on a further sheet. Nothing is cut off.

use domain::form::ledger::LedgerSheet;

use super::grid::{self, Cell, Place};

/// Sizes in points, the best first. Nothing is printed smaller than the last.
const SIZES: [f32; 5] = [9.0, 8.5, 8.0, 7.5, 7.0];
/// Short words keep to one line down to this size.
const LEAST_OF_ONE_LINE: f32 = 8.0;
/// Stands under the 番号 of a case whose writing goes on.
const GOES_ON: &str = "続き";
/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// How a kind of file breaks lines.
pub(super) trait Measure {
    /// From one line to the next, in units of the size.
    const LEADING: f32;
    /// Air on each side of the text in points, across and down.
    const PAD: (f32, f32);

    /// The lines of the text at this size in this breadth (points), each with its line feed: joined,
    /// they are the text again.
    fn lines(&self, text: &str, size: f32, breadth: f32) -> Vec<String>;

    /// The text in characters that this kind of file can show, and whether one was missing.
    fn readable(&self, text: &str) -> (String, bool);
}

/// One printed page.
#[derive(Debug)]
pub(super) struct Page {
    pub cells: Vec<Fitted>,
    /// Goes on with the writing of the page before.
    pub continued: bool,
    /// A character was missing in the font.
    pub missing: bool,
}

/// A box and what of its text stands in it.
#[derive(Debug)]
pub(super) struct Fitted {
    pub cell: Cell,
    /// Points.
    pub size: f32,
    pub lines: Vec<String>,
}

/// The pages of the sheets, at least one each.
pub(super) fn pages<M: Measure>(sheets: &[LedgerSheet], measure: &M) -> Vec<Page> {
    let mut pages = Vec::new();
    for sheet in sheets {
        let mut missing = false;
        let mut cells = grid::cells(sheet);
        for cell in &mut cells {
            let (text, lacks) = measure.readable(&cell.text);
            cell.text = text;
            missing |= lacks;
        }
        let mut continued = false;
        loop {
            let (page, rest) = fill(&cells, measure);
            pages.push(Page {
                cells: page,
                continued,
                missing,
            });
            if rest.iter().all(Option::is_none) {
                break;
            }
            cells = going_on(cells, rest);
            continued = true;
        }
    }
    pages
}

/// The page with these boxes, and by box the text it had no room for.
fn fill<M: Measure>(cells: &[Cell], measure: &M) -> (Vec<Fitted>, Vec<Option<String>>) {
    cells
        .iter()
        .map(|cell| {
            let (size, mut lines, room) = fit(cell, measure);
            // The words of the form are made to fit.
            let over = lines.len() > room && cell.place != Place::Form;
            let rest = over.then(|| lines.split_off(room).concat());
            let cell = cell.clone();
            (Fitted { cell, size, lines }, rest)
        })
        .unzip()
}

/// The largest size at which the text fits, otherwise the smallest; its lines, and how many of them
/// have room. A date or a name rather becomes a little smaller than that its last character stands
/// alone on a second line.
fn fit<M: Measure>(cell: &Cell, measure: &M) -> (f32, Vec<String>, usize) {
    let (breadth, height) = cell.size();
    let (breadth, height) = (breadth * MM - 2.0 * M::PAD.0, height * MM - 2.0 * M::PAD.1);
    let at = |size: f32| {
        // A hundredth of a line: rounding must not make writing smaller.
        let room = (height / (size * M::LEADING) + 0.01).floor().max(1.0) as usize;
        (size, measure.lines(&cell.text, size, breadth), room)
    };
    let short = matches!(cell.place, Place::Case { .. } | Place::Round { .. });
    let one_line = short && !cell.text.contains('\n');
    let best = at(SIZES[0]);
    if best.1.len() <= 1 {
        return best;
    }
    let of_one_line = SIZES
        .into_iter()
        .filter(|size| one_line && *size >= LEAST_OF_ONE_LINE);
    if let Some(fitted) = of_one_line.map(at).find(|fitted| fitted.1.len() <= 1) {
        return fitted;
    }
    let [.., smallest] = SIZES;
    SIZES
        .into_iter()
        .map(at)
        .find(|(_, lines, room)| lines.len() <= *room)
        .unwrap_or_else(|| at(smallest))
}

/// The boxes of the page that goes on: the form, the cases with writing left under their 番号, and of
/// their records those with writing left.
fn going_on(mut cells: Vec<Cell>, rest: Vec<Option<String>>) -> Vec<Cell> {
    let left: Vec<Place> = cells
        .iter()
        .zip(&rest)
        .filter(|(_, rest)| rest.is_some())
        .map(|(cell, _)| cell.place)
        .collect();
    for (cell, rest) in cells.iter_mut().zip(rest) {
        let place = cell.place;
        let goes_on = left.iter().any(|other| other.case() == place.case());
        let record_goes_on = left.iter().any(|other| other.record() == place.record());
        cell.text = match (place, rest) {
            (Place::Form, _) => continue,
            (_, Some(rest)) => {
                cell.place = written_out(place);
                rest
            }
            (Place::Number { .. }, None) if goes_on && !cell.text.ends_with(GOES_ON) => {
                format!("{}\n{GOES_ON}", cell.text)
            }
            (Place::Number { .. } | Place::Case { .. }, None) if goes_on => continue,
            (Place::Round { .. }, None) if record_goes_on => continue,
            _ => String::new(),
        };
    }
    cells
}

/// Words that were too long to be said again are written out to their end like the rest.
fn written_out(place: Place) -> Place {
    match place {
        Place::Case { case } => Place::Running { case },
        Place::Round { case, round } => Place::State { case, round },
        place => place,
    }
}
