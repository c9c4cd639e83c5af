//! A market short of a good: price, stores, rationing, sharing out.

/// Greatest price the market model gives, as a multiple of the normal one (an assumption: beyond it
/// governments fix prices and ration instead).
pub const PRICE_CEILING: f64 = 5.0;

/// Price at which demand of constant elasticity fits a shortened supply, relative to the normal price.
///
/// p/p₀ = min(5, (1 − σ)^(−1/ε)). `shortage` σ is the missing share of demand after release from
/// stores, clamped to \[0, 1\]; `elasticity` ε > 0 is the size of demand's price elasticity.
/// Source: inverse of D = D₀ p^(−ε). Elasticities of oil demand: 0.13 (Caldara et al. 2019), 0.26 (Kilian
/// and Murphy 2014), 0.35 (Baumeister and Hamilton 2019).
///
/// ```
/// use powderkeg_models::market::price_ratio;
/// assert_eq!(price_ratio(0.0, 0.26), 1.0);
/// assert!((price_ratio(0.05, 0.26) - 1.218_1).abs() < 1e-4);
/// assert_eq!(price_ratio(1.0, 0.26), 5.0);
/// ```
#[must_use]
pub fn price_ratio(shortage: f64, elasticity: f64) -> f64 {
    let remaining = 1.0 - shortage.clamp(0.0, 1.0);
    if remaining <= 0.0 {
        return PRICE_CEILING;
    }
    libm::pow(remaining, -1.0 / elasticity).min(PRICE_CEILING)
}

/// Price on its way to the one that clears the market.
///
/// p′ = p* + (p − p*)e^(−dt/τ). `price` and `target` relative to normal; `tau_days` (> 0; 7 is the
/// project's assumption) and `dt_days` (≥ 0) in days.
/// Source: partial adjustment, exact over the step.
///
/// ```
/// use powderkeg_models::market::relax_price;
/// assert!((relax_price(1.0, 2.0, 7.0, 7.0) - 1.632_12).abs() < 1e-5);
/// ```
#[must_use]
pub fn relax_price(price: f64, target: f64, tau_days: f64, dt_days: f64) -> f64 {
    crate::math::relax(price, target, tau_days, dt_days)
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
/// assert_eq!(ration(6.0, &[5.0, 3.0, 4.0]), [5.0, 1.0, 0.0]);
/// ```
#[must_use]
pub fn ration(shortfall: f64, tiers: &[f64]) -> Vec<f64> {
    let mut remaining = shortfall.max(0.0);
    tiers
        .iter()
        .map(|demand| {
            let cut = demand.max(0.0).min(remaining);
            remaining -= cut;
            cut
        })
        .collect()
}

/// Shares out what is available in proportion to claims, giving nobody more than they claim.
///
/// gᵢ = cᵢ·min(1, available/Σc). `available` (≥ 0) and `claims` (negative ones count as 0) in one unit.
/// The grants sum to the smaller of available and claimed.
/// Source: proportional rationing, as in Hallegatte 2008, Risk Analysis 28:779.
///
/// ```
/// use powderkeg_models::market::allocate;
/// assert_eq!(allocate(6.0, &[4.0, 8.0]), [2.0, 4.0]);
/// assert_eq!(allocate(20.0, &[4.0, 8.0]), [4.0, 8.0]);
/// ```
#[must_use]
pub fn allocate(available: f64, claims: &[f64]) -> Vec<f64> {
    let claimed: f64 = claims.iter().map(|claim| claim.max(0.0)).sum();
    let share = if claimed > 0.0 { (available.max(0.0) / claimed).min(1.0) } else { 0.0 };
    claims.iter().map(|claim| claim.max(0.0) * share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amounts() -> impl Strategy<Value = Vec<f64>> {
        proptest::collection::vec(0.0..1e6_f64, 0..12)
    }

    proptest! {
        #[test]
        fn rationing_conserves_and_spares_the_last(shortfall in 0.0..1e7_f64, tiers in amounts()) {
            let cuts = ration(shortfall, &tiers);
            let demand: f64 = tiers.iter().sum();
            prop_assert!((cuts.iter().sum::<f64>() - shortfall.min(demand)).abs() <= 1e-9 * demand.max(1.0));
            for (i, (cut, tier)) in cuts.iter().zip(&tiers).enumerate() {
                prop_assert!(0.0 <= *cut && cut <= tier);
                prop_assert!(cut >= tier || cuts[i + 1..].iter().all(|later| *later <= 1e-9 * demand));
            }
        }

        #[test]
        fn allocation_conserves_and_is_proportional(available in 0.0..1e7_f64, claims in amounts()) {
            let grants = allocate(available, &claims);
            let claimed: f64 = claims.iter().sum();
            prop_assert!((grants.iter().sum::<f64>() - available.min(claimed)).abs() <= 1e-9 * claimed.max(1.0));
            for (grant, claim) in grants.iter().zip(&claims) {
                prop_assert!(*grant <= *claim);
                prop_assert!((grant * claimed - claim * available.min(claimed)).abs() <= 1e-3 * claimed.max(1.0));
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
            prop_assert!(price_ratio(low, elasticity) <= price_ratio((low + more).min(1.0), elasticity));
            prop_assert!((1.0..=PRICE_CEILING).contains(&price_ratio(low, elasticity)));
        }
    }
}
