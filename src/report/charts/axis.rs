//! Axes: from days and amounts to places.

use chrono::{Datelike, NaiveDate};

/// A stretch of a drawing for days between two ends; what lies outside is drawn at its ends.
pub(super) struct Days {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    left: f64,
    right: f64,
}

impl Days {
    /// Whole years around most of the days: one founding in 1837 should not press the rest together.
    pub(super) fn around(mut days: Vec<NaiveDate>, left: f64, right: f64) -> Option<Days> {
        days.sort_unstable();
        let (lowest, highest) = (days.first()?, days.last()?);
        let share = |share: usize| days[(days.len() - 1) * share / 100];
        let (low, high) = (share(5), share(95));
        let room = (high - low).max(chrono::Duration::days(365));
        // far ones are cut off, near ones are not worth it
        let first = if low - *lowest > room { low } else { *lowest };
        let last = if *highest - high > room { high } else { *highest };
        let first = NaiveDate::from_ymd_opt(first.year(), 1, 1)?;
        let last = NaiveDate::from_ymd_opt(last.year().saturating_add(1), 1, 1)?;
        Some(Days { first, last, left, right })
    }

    /// The place of a day.
    pub(super) fn at(&self, day: NaiveDate) -> f64 {
        let whole = (self.last - self.first).num_days().max(1) as f64;
        let part = (day.clamp(self.first, self.last) - self.first).num_days() as f64;
        self.left + (self.right - self.left) * part / whole
    }

    /// Beginnings of years, or of quarters where there are few years, with their names.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let years = self.last.year() - self.first.year();
        if years <= 3 {
            let months = (0..years * 4).filter_map(|q| {
                let day = NaiveDate::from_ymd_opt(self.first.year() + q / 4, (q % 4) as u32 * 3 + 1, 1)?;
                Some((self.at(day), day.format("%Y-%m").to_string()))
            });
            return months.collect();
        }
        let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|s| years / s <= 14).unwrap_or(500);
        let years = (self.first.year()..=self.last.year()).filter(|y| y % step == 0);
        years.filter_map(|y| Some((self.at(NaiveDate::from_ymd_opt(y, 1, 1)?), y.to_string()))).collect()
    }
}

/// A logarithmic stretch, in whole powers of ten.
pub(super) struct Powers {
    pub(super) low: i32,
    pub(super) high: i32,
    left: f64,
    right: f64,
}

impl Powers {
    /// Around positive values.
    pub(super) fn around(values: impl Iterator<Item = f64>, left: f64, right: f64) -> Option<Powers> {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v.log10()), high.max(v.log10())));
        (low <= high).then(|| {
            let low = low.floor() as i32;
            Powers { low, high: (high.ceil() as i32).max(low + 1), left, right }
        })
    }

    /// The place of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * (value.log10() - f64::from(self.low)) / f64::from(self.high - self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 6, 1).expect("a day")
    }

    #[test]
    fn one_far_day_does_not_stretch_the_axis() {
        let mut days: Vec<NaiveDate> = (0..60).map(|i| day(2015 + i % 10)).collect();
        days.push(day(1837));
        let axis = Days::around(days, 0.0, 100.0).expect("an axis");
        assert_eq!((axis.first.year(), axis.last.year()), (2015, 2025));
        assert_eq!(axis.at(day(1837)), 0.0);
        assert!(axis.at(day(2020)) > 50.0 && axis.at(day(2020)) < 60.0);
    }

    #[test]
    fn powers_hold_all_values() {
        let axis = Powers::around([1.5e6, 3e9].into_iter(), 0.0, 100.0).expect("an axis");
        assert_eq!((axis.low, axis.high), (6, 10));
        assert!(axis.at(1e6).abs() < 1e-9 && (axis.at(1e8) - 50.0).abs() < 1e-9);
        assert!(Powers::around(std::iter::empty(), 0.0, 1.0).is_none());
    }
}
