//! Airlift by planning factors: cycles, sorties, loads, closure.

/// What a type of aircraft carries, and how far and fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aircraft {
    /// Type designation.
    pub name: &'static str,
    /// Cruising speed, km/h.
    pub cruise_kmh: f64,
    /// Range with the payload below, km.
    pub range_km: f64,
    /// Greatest payload, t; 0 for a gunship.
    pub payload_t: f64,
    /// Seated troops.
    pub troops: u32,
    /// Paratroops with equipment.
    pub paratroops: u32,
}

/// C-130J Hercules. Source: press and makers' figures, `validation/data/aircraft`, seen there.
pub const C_130J: Aircraft = Aircraft {
    name: "C-130J",
    cruise_kmh: 644.0,
    range_km: 3700.0,
    payload_t: 19.05,
    troops: 92,
    paratroops: 64,
};

/// C-130J-30, stretched. Source: same table; the range is general knowledge.
pub const C_130J_30: Aircraft = Aircraft {
    name: "C-130J-30",
    cruise_kmh: 660.0,
    range_km: 3700.0,
    payload_t: 20.0,
    troops: 128,
    paratroops: 92,
};

/// C-130H. Source: same table; all but the troops is general knowledge.
pub const C_130H: Aircraft = Aircraft {
    name: "C-130H",
    cruise_kmh: 540.0,
    range_km: 3800.0,
    payload_t: 19.0,
    troops: 92,
    paratroops: 64,
};

/// AC-130U gunship, refuelled in flight. Source: same table; speed and range are general knowledge.
pub const AC_130U: Aircraft = Aircraft {
    name: "AC-130U",
    cruise_kmh: 480.0,
    range_km: 2400.0,
    payload_t: 0.0,
    troops: 0,
    paratroops: 0,
};

/// Il-76MD. Source: same table; the range, for 40–48 t, is general knowledge.
pub const IL_76MD: Aircraft = Aircraft {
    name: "Il-76MD",
    cruise_kmh: 800.0,
    range_km: 4200.0,
    payload_t: 48.0,
    troops: 145,
    paratroops: 126,
};

/// Duration of one round trip.
///
/// 2·distance/speed + loading + unloading, hours. `distance_km` one way, `cruise_kmh` > 0, `load_hours`
/// and `unload_hours` on the ground at either end.
/// Source: AFPAM 10-1403, Air Mobility Planning Factors, round-trip flying and ground time.
///
/// ```
/// use powderkeg_models::airlift::{C_130J, cycle_hours};
/// assert!((cycle_hours(1335.0, C_130J.cruise_kmh, 1.5, 0.75) - 6.396).abs() < 1e-3);
/// ```
#[must_use]
pub fn cycle_hours(distance_km: f64, cruise_kmh: f64, load_hours: f64, unload_hours: f64) -> f64 {
    2.0 * distance_km / cruise_kmh + load_hours + unload_hours
}

/// Sorties that one aircraft flies in a day.
///
/// 24·u/cycle. `cycle_hours` > 0; `utilisation` u is the share of the day the aircraft is at work, in
/// \[0, 1\] (0.4–0.6 is the project's assumption).
/// Source: AFPAM 10-1403, Air Mobility Planning Factors, utilisation rate.
///
/// ```
/// use powderkeg_models::airlift::sorties_per_day;
/// assert_eq!(sorties_per_day(6.0, 0.5), 2.0);
/// ```
#[must_use]
pub fn sorties_per_day(cycle_hours: f64, utilisation: f64) -> f64 {
    24.0 * utilisation / cycle_hours
}

/// Aircraft an airfield can turn around in an hour.
///
/// spots/unload. `spots` is the maximum on ground (working), `unload_hours` > 0.
/// Source: AFPAM 10-1403, Air Mobility Planning Factors, airfield throughput.
///
/// ```
/// use powderkeg_models::airlift::throughput_per_hour;
/// assert_eq!(throughput_per_hour(3, 0.75), 4.0);
/// ```
#[must_use]
pub fn throughput_per_hour(spots: u32, unload_hours: f64) -> f64 {
    f64::from(spots) / unload_hours
}

/// Loads needed to move a force.
///
/// ⌈men/seats⌉ + ⌈vehicles/slots⌉: men and vehicles fly apart. `None` if something to be moved has no
/// capacity.
/// Source: counting.
///
/// ```
/// use powderkeg_models::airlift::{C_130J, loads_needed};
/// // 550 troops seated and 30 vehicles at one a C-130J
/// assert_eq!(loads_needed(550, C_130J.troops, 30, 1), Some(36));
/// assert_eq!(loads_needed(1, 0, 0, 1), None);
/// ```
#[must_use]
pub fn loads_needed(men: u32, seats: u32, vehicles: u32, slots: u32) -> Option<u32> {
    let loads = |count: u32, capacity: u32| match (count, capacity) {
        (0, _) => Some(0),
        (_, 0) => None,
        (count, capacity) => Some(count.div_ceil(capacity)),
    };
    loads(men, seats)?.checked_add(loads(vehicles, slots)?)
}

/// Hours until the last load is on the ground and unloaded.
///
/// Each load goes with the aircraft that is ready first, flies one leg, waits for a free spot, unloads,
/// and the aircraft flies back and loads again; all aircraft begin to load at 0. `leg_hours` one way.
/// For one aircraft: loads·cycle − leg; for enough aircraft: load + leg + ⌈loads/spots⌉·unload.
/// `None` without aircraft or spots; 0 for no loads.
/// Source: AFPAM 10-1403, Air Mobility Planning Factors, closure limited by working maximum on ground,
/// stepped load by load.
///
/// ```
/// use powderkeg_models::airlift::closure_hours;
/// // four loads, one aircraft: four cycles of 6 h less the last way back of 2 h
/// assert_eq!(closure_hours(4, 1, 1, 2.0, 1.0, 1.0), Some(22.0));
/// // ten loads, ten aircraft, two spots: five rounds of unloading
/// assert_eq!(closure_hours(10, 10, 2, 2.0, 1.0, 1.0), Some(8.0));
/// ```
#[must_use]
pub fn closure_hours(
    loads: u32,
    aircraft: u32,
    spots: u32,
    leg_hours: f64,
    load_hours: f64,
    unload_hours: f64,
) -> Option<f64> {
    if loads == 0 {
        return Some(0.0);
    }
    let ground = Ground { load_hours, unload_hours, spots: spots.min(loads), utilisation: 1.0 };
    // No more aircraft than loads can ever be in use.
    let mut lift = Lift::new(vec![leg_hours; aircraft.min(loads) as usize], ground);
    let mut closure: f64 = 0.0;
    for _ in 0..loads {
        closure = closure.max(lift.next(|_| true)?.unloaded_hours);
    }
    Some(closure)
}

/// Ground times, the airfield's limit and the share of the day that aircraft are at work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    /// Hours to load.
    pub load_hours: f64,
    /// Hours to unload.
    pub unload_hours: f64,
    /// Working maximum on ground at the destination, aircraft.
    pub spots: u32,
    /// Utilisation u, in (0, 1\]: a round trip of c hours comes round every c/u hours.
    pub utilisation: f64,
}

/// A sortie: which aircraft, and when it is unloaded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sortie {
    /// Index of the aircraft.
    pub aircraft: usize,
    /// Hours from the beginning.
    pub unloaded_hours: f64,
}

/// A fleet at work, sortie by sortie: each goes with the aircraft that is ready first, flies one leg,
/// waits for a free spot and unloads; the aircraft is ready again after c/u hours of its round trip c.
///
/// Source: AFPAM 10-1403, Air Mobility Planning Factors (cycle, utilisation, closure limited by working
/// maximum on ground), stepped load by load.
#[derive(Debug, Clone, PartialEq)]
pub struct Lift {
    legs: Vec<f64>,
    ground: Ground,
    ready: Vec<f64>,
    /// When each spot that was ever used is free again.
    free: Vec<f64>,
}

impl Lift {
    /// A fleet that begins to load at 0; one flight time one way, hours, for each aircraft. Utilisation
    /// below 0.01 counts as 0.01.
    #[must_use]
    pub fn new(leg_hours: Vec<f64>, ground: Ground) -> Self {
        let ready = vec![ground.load_hours; leg_hours.len()];
        Self { legs: leg_hours, ground, ready, free: Vec::new() }
    }

    /// The next sortie of an aircraft that is of use; `None` without such an aircraft, or without spots.
    ///
    /// ```
    /// use powderkeg_models::airlift::{Ground, Lift};
    /// let ground = Ground { load_hours: 1.0, unload_hours: 1.0, spots: 1, utilisation: 0.5 };
    /// let mut lift = Lift::new(vec![2.0], ground);
    /// // a round trip of 6 h comes round every 12
    /// assert_eq!(lift.next(|_| true).map(|sortie| sortie.unloaded_hours), Some(4.0));
    /// assert_eq!(lift.next(|_| true).map(|sortie| sortie.unloaded_hours), Some(16.0));
    /// assert_eq!(lift.next(|aircraft| aircraft > 0), None);
    /// ```
    #[must_use = "the sortie is flown"]
    pub fn next(&mut self, is_of_use: impl Fn(usize) -> bool) -> Option<Sortie> {
        let of_use = (0..self.legs.len()).filter(|&aircraft| is_of_use(aircraft));
        let aircraft = of_use.min_by(|&a, &b| self.ready[a].total_cmp(&self.ready[b]))?;
        let spot = self.free_spot()?;
        let Ground { load_hours, unload_hours, utilisation, .. } = self.ground;
        let leg = self.legs[aircraft];
        let unloaded_hours = (self.ready[aircraft] + leg).max(self.free[spot]) + unload_hours;
        let cycle = 2.0 * leg + load_hours + unload_hours;
        self.free[spot] = unloaded_hours;
        self.ready[aircraft] =
            unloaded_hours + leg + load_hours + cycle * (1.0 / utilisation.clamp(0.01, 1.0) - 1.0);
        Some(Sortie { aircraft, unloaded_hours })
    }

    /// The spot that is free first: one that was never used, if there is one.
    fn free_spot(&mut self) -> Option<usize> {
        let used = self.free.len();
        if used < self.ground.spots as usize {
            self.free.push(0.0);
            return Some(used);
        }
        (0..used).min_by(|&a, &b| self.free[a].total_cmp(&self.free[b]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn closure_keeps_to_its_bounds(
            loads in 1_u32..60, aircraft in 1_u32..20, spots in 1_u32..6,
            leg in 0.5..8.0_f64, load in 0.2..3.0_f64, unload in 0.2..3.0_f64,
        ) {
            let closure = closure_hours(loads, aircraft, spots, leg, load, unload).unwrap();
            let rounds = f64::from(loads.div_ceil(spots)) * unload;
            let trips = f64::from(loads.div_ceil(aircraft));
            let cycle = 2.0 * leg + load + unload;
            prop_assert!(closure >= load + leg + rounds - 1e-9, "airfield bound");
            prop_assert!(closure >= trips * cycle - leg - 1e-9, "fleet bound");
            prop_assert!(closure_hours(loads + 1, aircraft, spots, leg, load, unload).unwrap() >= closure);
            prop_assert!(closure_hours(loads, aircraft, spots + 1, leg, load, unload).unwrap() <= closure + 1e-9);
            if aircraft == 1 {
                prop_assert!((closure - (trips * cycle - leg)).abs() < 1e-9);
            }
            if aircraft >= loads {
                prop_assert!((closure - (load + leg + rounds)).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn no_aircraft_or_no_spot_never_closes() {
        assert_eq!(closure_hours(3, 0, 1, 1.0, 1.0, 1.0), None);
        assert_eq!(closure_hours(3, 1, 0, 1.0, 1.0, 1.0), None);
        assert_eq!(closure_hours(0, 0, 0, 1.0, 1.0, 1.0), Some(0.0));
        assert_eq!(loads_needed(u32::MAX, 1, 1, 1), None);
    }
}
