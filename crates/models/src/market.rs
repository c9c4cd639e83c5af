//! A market short of a good: price, stores, rationing, sharing out.

/// Price at which demand of constant elasticity fits a shortened supply, relative to the normal price.
///
/// p/p₀ = min(ceiling, (1 − σ)^(−1/ε)). `shortage` σ is the missing share of demand after release from
/// stores, clamped to \[0, 1\]; `elasticity` ε > 0 is the size of demand's price elasticity; `ceiling`
/// ≥ 1, the price beyond which governments fix prices and ration instead (5 is the project's assumption).
/// Source: inverse of D = D₀ p^(−ε). Elasticities of oil demand: 0.13 (Caldara et al. 2019), 0.26 (Kilian
/// and Murphy 2014), 0.35 (Baumeister and Hamilton 2019).
///
/// ```
/// use powderkeg_models::market::price_ratio;
/// assert_eq!(price_ratio(0.0, 0.26, 5.0), 1.0);
/// assert!((price_ratio(0.05, 0.26, 5.0) - 1.218_1).abs() < 1e-4);
/// assert_eq!(price_ratio(1.0, 0.26, 5.0), 5.0);
/// ```
#[must_use]
pub fn price_ratio(shortage: f64, elasticity: f64, ceiling: f64) -> f64 {
    let remaining = 1.0 - shortage.clamp(0.0, 1.0);
    if remaining >= 1.0 {
        1.0
    } else if remaining <= 0.0 || elasticity <= 0.0 {
        ceiling
    } else {
        libm::pow(remaining, -1.0 / elasticity).min(ceiling)
    }
}

/// Amount drawn from a store to meet a shortfall.
///
/// o = max(0, min(shortfall, rate·dt, stock)). `shortfall` and `stock` in the good's unit, `rate_limit`
/// in that unit a day, `dt_days` in days.
/// Source: a store with a limited rate of withdrawal.
///
/// ```
/// use powderkeg_models::market::withdraw;
/// // Bulgaria, 6 January 2009: 13.5 mcm a day missing, at most 4.5 a day out of 570 mcm
/// assert_eq!(withdraw(13.5, 4.5, 570.0, 1.0), 4.5);
/// ```
#[must_use]
pub fn withdraw(shortfall: f64, rate_limit: f64, stock: f64, dt_days: f64) -> f64 {
    shortfall.min(rate_limit * dt_days).min(stock).max(0.0)
}

/// Amount put into a store out of a surplus.
///
/// max(0, min(surplus, rate·dt, capacity − stock)); units as in [`withdraw`], `capacity` in the good's
/// unit.
/// Source: a store with a limited rate of injection.
///
/// ```
/// use powderkeg_models::market::refill;
/// assert_eq!(refill(3.0, 5.0, 99.0, 100.0, 1.0), 1.0);
/// ```
#[must_use]
pub fn refill(surplus: f64, rate_limit: f64, stock: f64, capacity: f64, dt_days: f64) -> f64 {
    surplus.min(rate_limit * dt_days).min(capacity - stock).max(0.0)
}

/// Cuts by tier when a shortfall must be borne, the first tier first.
///
/// cutᵢ = min(demandᵢ, shortfall − Σ_{j<i} cutⱼ). `shortfall` ≥ 0 and the `tiers`' demands (≥ 0) in one
/// unit, in the order in which they are cut: industry first, households last. The cuts sum to the
/// smaller of shortfall and total demand, each lies between 0 and its tier's demand.
/// Source: order of cuts in Bulgaria, Slovakia and Hungary, January 2009 (press; EU Gas Coordination
/// Group, MEMO/09/4).
///
/// ```
/// use powderkeg_models::market::ration;
/// // industry 5, district heat 3, households 4
/// assert_eq!(ration(6.0, [5.0, 3.0, 4.0]), [5.0, 1.0, 0.0]);
/// ```
#[must_use]
pub fn ration<const TIERS: usize>(shortfall: f64, tiers: [f64; TIERS]) -> [f64; TIERS] {
    let mut remaining = shortfall.max(0.0);
    tiers.map(|demand| {
        let cut = demand.max(0.0).min(remaining);
        remaining -= cut;
        cut
    })
}

/// Share of every claim that is met where what is available is shared out in proportion to claims.
///
/// min(1, available/claimed), so that the grants sum to the smaller of the two. `available` and `claimed`,
/// the sum of all claims, in one unit, ≥ 0; 1 where nothing is claimed.
/// Source: proportional rationing, as in Hallegatte 2008, Risk Analysis 28:779.
///
/// ```
/// use powderkeg_models::market::met_share;
/// assert_eq!(met_share(6.0, 12.0), 0.5);
/// assert_eq!(met_share(20.0, 12.0), 1.0);
/// ```
#[must_use]
pub fn met_share(available: f64, claimed: f64) -> f64 {
    if claimed > available { available / claimed } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amounts() -> impl Strategy<Value = [f64; 5]> {
        proptest::array::uniform5(0.0..1e6_f64)
    }

    proptest! {
        #[test]
        fn rationing_conserves_and_spares_the_last(shortfall in 0.0..1e7_f64, tiers in amounts()) {
            let cuts = ration(shortfall, tiers);
            let demand: f64 = tiers.iter().sum();
            prop_assert!((cuts.iter().sum::<f64>() - shortfall.min(demand)).abs() <= 1e-9 * demand.max(1.0));
            for (i, (cut, tier)) in cuts.iter().zip(&tiers).enumerate() {
                prop_assert!(0.0 <= *cut && cut <= tier);
                prop_assert!(cut >= tier || cuts[i + 1..].iter().all(|later| *later <= 1e-9 * demand));
            }
        }

        #[test]
        fn stores_never_go_below_empty_or_above_full(
            need in -10.0..100.0_f64, rate in 0.0..50.0_f64, stock in 0.0..80.0_f64, room in 0.0..80.0_f64,
        ) {
            let out = withdraw(need, rate, stock, 1.0);
            prop_assert!(out >= 0.0 && out <= stock && out <= rate && out <= need.max(0.0));
            let into = refill(need, rate, stock, stock + room, 1.0);
            prop_assert!(into >= 0.0 && stock + into <= stock + room + 1e-9);
        }

        #[test]
        fn price_rises_with_shortage(low in 0.0..1.0_f64, more in 0.0..1.0_f64, elasticity in 0.05..1.0_f64) {
            prop_assert!(price_ratio(low, elasticity, 5.0) <= price_ratio((low + more).min(1.0), elasticity, 5.0));
            prop_assert!((1.0..=5.0).contains(&price_ratio(low, elasticity, 5.0)));
        }
    }
}
