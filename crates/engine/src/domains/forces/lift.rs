//! Airlift by planning factors: which load is on the ground when.

use crate::time::Minute;
use powderkeg_models::airlift::{Ground, Lift};

/// One aircraft of a lift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Carrier {
    /// Seats.
    pub troops: u32,
    /// Vehicles.
    pub vehicles: u32,
    /// Flight time one way, hours.
    pub leg_hours: f64,
}

/// What one sortie brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Load {
    /// When it is unloaded.
    pub at: Minute,
    /// People.
    pub people: u32,
    /// Vehicles.
    pub vehicles: u32,
}

/// The loads that carry `people` and then `vehicles`, in the order in which they are unloaded.
///
/// Men and vehicles fly apart: sorties = ⌈men/seats⌉ + ⌈vehicles/slots⌉ for a uniform fleet.
/// `None` where something has no capacity to carry it.
pub(super) fn schedule(
    mut people: u32,
    mut vehicles: u32,
    fleet: &[Carrier],
    ground: Ground,
    from: Minute,
) -> Option<Vec<Load>> {
    let mut lift = Lift::new(fleet.iter().map(|carrier| carrier.leg_hours).collect(), ground);
    let mut loads = Vec::new();
    while people > 0 || vehicles > 0 {
        let useful =
            |index: usize| if people > 0 { fleet[index].troops > 0 } else { fleet[index].vehicles > 0 };
        let sortie = lift.next(useful)?;
        let carrier = fleet[sortie.aircraft];
        let men = people.min(carrier.troops);
        let cars = if men > 0 { 0 } else { vehicles.min(carrier.vehicles) };
        loads.push(Load { at: from.after_hours(sortie.unloaded_hours), people: men, vehicles: cars });
        people -= men;
        vehicles -= cars;
    }
    loads.sort_by_key(|load| load.at);
    Some(loads)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: Ground = Ground { load_hours: 1.0, unload_hours: 1.0, spots: 10, utilisation: 1.0 };

    fn fleet(aircraft: usize, troops: u32, vehicles: u32) -> Vec<Carrier> {
        vec![Carrier { troops, vehicles, leg_hours: 2.0 }; aircraft]
    }

    #[test]
    fn closure_is_the_planning_factor_algebra() {
        let minutes = |people, vehicles, aircraft, ground| {
            let loads = schedule(people, vehicles, &fleet(aircraft, 100, 2), ground, Minute(0));
            loads.expect("it carries both").last().map(|load| load.at.0)
        };
        // Four loads, one aircraft: four cycles of 6 h less the last way back of 2 h.
        assert_eq!(minutes(400, 0, 1, GROUND), Some(22 * 60));
        // Ten loads, ten aircraft, two spots: 3 h and five rounds of unloading.
        assert_eq!(minutes(1_000, 0, 10, Ground { spots: 2, ..GROUND }), Some(8 * 60));
        // At half the utilisation a cycle comes round every 12 h.
        assert_eq!(minutes(400, 0, 1, Ground { utilisation: 0.5, ..GROUND }), Some(40 * 60));
        // 550 men and 30 vehicles: six and fifteen loads.
        let loads = schedule(550, 30, &fleet(3, 100, 2), GROUND, Minute(0)).expect("it carries both");
        assert_eq!(loads.len(), 6 + 15);
    }

    #[test]
    fn loads_conserve_people_and_vehicles() {
        for people in [0, 1, 99, 100, 101, 999] {
            for vehicles in [0, 1, 7] {
                for aircraft in [1, 3, 8] {
                    for spots in [1, 2, 9] {
                        let ground = Ground { spots, ..GROUND };
                        let loads = schedule(people, vehicles, &fleet(aircraft, 64, 2), ground, Minute(7))
                            .expect("it carries both");
                        assert_eq!(loads.iter().map(|load| load.people).sum::<u32>(), people);
                        assert_eq!(loads.iter().map(|load| load.vehicles).sum::<u32>(), vehicles);
                        assert!(loads.windows(2).all(|pair| pair[0].at <= pair[1].at));
                    }
                }
            }
        }
    }

    #[test]
    fn what_has_no_capacity_does_not_fly() {
        assert_eq!(schedule(1, 0, &fleet(1, 0, 2), GROUND, Minute(0)), None);
        assert_eq!(schedule(1, 1, &fleet(1, 9, 0), GROUND, Minute(0)), None);
        assert_eq!(schedule(1, 0, &[], GROUND, Minute(0)), None);
        assert_eq!(schedule(0, 0, &[], GROUND, Minute(0)), Some(Vec::new()));
    }
}
