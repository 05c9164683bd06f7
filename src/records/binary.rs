//! The values of cells in formats that have binary types (Parquet, Arrow): the same bits in each.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// Digits of a decimal column behind the point. Before it there is room for every number that our decimals can hold, in
/// the 38 digits of `DECIMAL(38, 9)`.
pub const SCALE: u32 = 9;

/// Days from the first of January of the year 1 to that of 1970, both counted.
const EPOCH: i32 = 719_163;

/// A decimal as a whole number of billionths; what is finer is rounded.
pub fn unscaled(d: Decimal) -> i128 {
    let d = d.round_dp(SCALE);
    d.mantissa() * 10i128.pow(SCALE.saturating_sub(d.scale()))
}

/// A day as the number of days since the first of January 1970.
pub fn days(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - EPOCH
}

/// A score of two digits behind the point, as the double nearest to what text says.
pub fn hundredths(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    #[test]
    fn decimals_keep_their_value() {
        let billionths = |s: &str| unscaled(Decimal::from_str(s).unwrap_or_default());
        assert_eq!(billionths("13000000000"), 13_000_000_000_000_000_000);
        assert_eq!(billionths("-1.24"), -1_240_000_000);
        assert_eq!(billionths("0.0000000015"), 2);
        assert_eq!(unscaled(Decimal::MAX), 79_228_162_514_264_337_593_543_950_335_000_000_000);
    }

    #[test]
    fn the_epoch_is_day_zero() {
        assert_eq!(NaiveDate::from_ymd_opt(1970, 1, 1).map(days), Some(0));
    }
}
