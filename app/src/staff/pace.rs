//! 目安の時間: how an item of an agenda stands to its guide, in words. A guide is never a stop.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clock;

/// How the current item stands to its guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    Ok,
    Near,
    Over,
}

impl Pace {
    /// Key for the style sheet.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Near => "near",
            Self::Over => "over",
        }
    }
}

/// Minutes gone of an item that started then, its guide, and how they stand.
pub fn pace(
    started: Option<DateTime<Utc>>,
    minutes: u16,
    now: DateTime<Utc>,
) -> Option<(i64, i64, Pace)> {
    let gone = (now - started?).num_minutes().max(0);
    let guide = i64::from(minutes);
    let pace = match guide - gone {
        left if left < 0 => Pace::Over,
        // Of a short item half is left when it is time to think of the end.
        left if left <= 2.min(guide / 2) => Pace::Near,
        _ => Pace::Ok,
    };
    Some((gone, guide, pace))
}

pub fn pace_words(gone: i64, guide: i64, pace: Pace) -> String {
    match pace {
        Pace::Ok => format!("のこり{}分くらい", guide - gone),
        Pace::Near => "そろそろ目安の時間です".to_owned(),
        Pace::Over => format!("目安を{}分すぎています。続けてもかまいません", gone - guide),
    }
}

/// The clock, moving every fifteen seconds while this part is on the screen.
pub fn ticking() -> ReadSignal<DateTime<Utc>> {
    let (now, set_now) = signal(clock::now());
    let gone = StoredValue::new(());
    spawn_local(async move {
        while gone.try_get_value().is_some() {
            let _ = set_now.try_set(clock::now());
            clock::pause(15_000).await;
        }
    });
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrun_is_told_and_not_punished() {
        let start = DateTime::from_timestamp(1_779_166_800, 0).unwrap_or_default();
        let after = |minutes| pace(Some(start), 10, start + chrono::TimeDelta::minutes(minutes));
        assert_eq!(after(3), Some((3, 10, Pace::Ok)));
        assert_eq!(after(9), Some((9, 10, Pace::Near)));
        assert_eq!(after(14), Some((14, 10, Pace::Over)));
        assert_eq!(pace(None, 10, start), None);
        // An item of two minutes does not begin at its end.
        assert_eq!(pace(Some(start), 2, start), Some((0, 2, Pace::Ok)));
        assert_eq!(
            pace_words(14, 10, Pace::Over),
            "目安を4分すぎています。続けてもかまいません"
        );
    }
}
