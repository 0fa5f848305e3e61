//! 手書きの名前: her name as she drew it with a finger, where she wished to (ux.md #27). Lines on a small field;
//! nothing is read out of them.

use serde::{Deserialize, Serialize};

/// Lines of points, each with its distance from the left and the top.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing(Vec<Vec<(u16, u16)>>);

impl Drawing {
    /// The field it is drawn on; it has no unit.
    pub const WIDTH: u16 = 600;
    pub const HEIGHT: u16 = 200;
    /// A long name, written slowly, has a few hundred.
    pub const MOST_POINTS: usize = 1000;

    /// Nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it lies on its field and is no larger than a name.
    pub fn is_sound(&self) -> bool {
        let points: usize = self.0.iter().map(Vec::len).sum();
        let lines = self.0.iter();
        points <= Self::MOST_POINTS
            && lines.clone().all(|line| !line.is_empty())
            && lines
                .flatten()
                .all(|(x, y)| *x <= Self::WIDTH && *y <= Self::HEIGHT)
    }

    /// Reads lines as [`Self::lines`] writes them, one behind the other with `;` between. None where that is
    /// no drawing.
    pub fn read(text: &str) -> Option<Self> {
        let point = |text: &str| {
            let (x, y) = text.split_once(',')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        };
        let line = |text: &str| {
            text.split_whitespace()
                .map(point)
                .collect::<Option<Vec<_>>>()
        };
        let text = text.trim();
        let lines = text.split(';').filter(|_| !text.is_empty());
        let drawn = Self(lines.map(line).collect::<Option<_>>()?);
        drawn.is_sound().then_some(drawn)
    }

    /// The points of each line, as SVG writes them: `1,2 3,4`.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|line| {
            let points = line.iter().map(|(x, y)| format!("{x},{y}"));
            points.collect::<Vec<_>>().join(" ")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_is_read_as_it_was_written() {
        for text in ["", "0,0", "1,2 3,4;600,200", "5,5 6,6 7,7"] {
            let drawn = Drawing::read(text).expect(text);
            assert_eq!(drawn.lines().collect::<Vec<_>>().join(";"), text);
            assert_eq!(drawn.is_empty(), text.is_empty());
        }
    }

    #[test]
    fn what_is_no_drawing_of_a_name_is_not_taken() {
        let long = vec!["1,1"; Drawing::MOST_POINTS + 1].join(" ");
        for text in [
            "1", "1,", "a,b", "-1,2", "601,0", "0,201", "1,2;", ";", "1,2;;3,4", "<svg>", &long,
        ] {
            assert_eq!(Drawing::read(text), None, "{text}");
        }
    }
}
