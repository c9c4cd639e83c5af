//! ARIO, an adaptive regional input–output model: how a cut in one sector's capacity spreads through
//! inventories and orders, day by day.
//!
//! Sources: Hallegatte 2008, Risk Analysis 28:779 (production, overproduction, proportional rationing);
//! Hallegatte 2014, Risk Analysis 34:152 (inventories); Guan et al. 2020, Nature Human Behaviour 4:577
//! (orders shifted to suppliers that still have capacity). Implemented from these equations only.
//!
//! It has no prices, storage limits or weather, and on a deep, long cut its output keeps falling after
//! the cut ends: bound the horizon of whatever uses it.

/// Behaviour of the economy; times in days.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Days of use that firms want to hold of each sector's goods, one a sector; typically 90.
    pub inventory_days: Vec<f64>,
    /// Time in which firms mean to close a gap in their inventories, days.
    pub restoration_days: f64,
    /// Share ψ of the wanted inventory below which production is held back.
    pub inventory_share: f64,
    /// Greatest overproduction `α_max`, relative to normal capacity.
    pub overproduction_limit: f64,
    /// Time over which overproduction adapts `τ_α`, days.
    pub overproduction_days: f64,
}

impl Parameters {
    /// The published defaults with one inventory for all sectors: 90 days, τ 60 d, ψ 0.8, `α_max` 1.25,
    /// `τ_α` 365 d.
    #[must_use]
    pub fn published(sectors: usize) -> Self {
        Self {
            inventory_days: vec![90.0; sectors],
            restoration_days: 60.0,
            inventory_share: 0.8,
            overproduction_limit: 1.25,
            overproduction_days: 365.0,
        }
    }
}

/// What is wrong with a table given to [`Economy::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableError {
    /// The industries are not a whole number of regions times the sectors of `inventory_days`, or a row
    /// has the wrong length.
    Shape,
    /// An entry is negative or not a number, or an industry makes nothing.
    Value,
}

impl core::fmt::Display for TableError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Shape => "the table's rows must be one an industry, regions × sectors, all of one length",
            Self::Value => "the table's entries must be numbers of at least 0, and every industry must sell",
        })
    }
}

impl core::error::Error for TableError {}

/// State of the economy. Industries are numbered region by region, sectors inside; all flows are a day's.
#[derive(Debug, Clone, PartialEq)]
pub struct Economy {
    parameters: Parameters,
    /// Flow from industry i to industry j in the untroubled state.
    flows: Vec<Vec<f64>>,
    /// Final demand for industry i by consumer.
    final_demand: Vec<Vec<f64>>,
    normal_output: Vec<f64>,
    /// Input of sector s that industry j needs for one unit of output.
    technology: Vec<Vec<f64>>,
    /// Inventory of sector s's goods held by industry j.
    inventory: Vec<Vec<f64>>,
    /// Orders to industry i by industry j.
    orders: Vec<Vec<f64>>,
    overproduction: Vec<f64>,
}

/// What one day brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// Output of each industry.
    pub output: Vec<f64>,
    /// Final demand for industry i by consumer that stayed unmet.
    pub unmet: Vec<Vec<f64>>,
}

impl Economy {
    /// An economy in its untroubled state.
    ///
    /// `flows` is Z, industries × industries, and `final_demand` is Y, industries × consumers, both per
    /// day in one unit of money or mass; x₀ = ΣZ + ΣY; inventories are full.
    ///
    /// # Errors
    ///
    /// [`TableError`] if shapes or values make no economy.
    pub fn new(
        flows: Vec<Vec<f64>>,
        final_demand: Vec<Vec<f64>>,
        parameters: Parameters,
    ) -> Result<Self, TableError> {
        let industries = flows.len();
        let sectors = parameters.inventory_days.len();
        let consumers = final_demand.first().map_or(0, Vec::len);
        let square = flows.iter().all(|row| row.len() == industries);
        let oblong =
            final_demand.len() == industries && final_demand.iter().all(|row| row.len() == consumers);
        if !square || !oblong || sectors == 0 || industries == 0 || !industries.is_multiple_of(sectors) {
            return Err(TableError::Shape);
        }
        let normal_output: Vec<f64> = (0..industries)
            .map(|i| flows[i].iter().sum::<f64>() + final_demand[i].iter().sum::<f64>())
            .collect();
        let entries = flows.iter().chain(&final_demand).flatten();
        if entries.into_iter().any(|entry| !(0.0..f64::INFINITY).contains(entry))
            || normal_output.iter().any(|output| *output <= 0.0)
        {
            return Err(TableError::Value);
        }
        let used: Vec<Vec<f64>> = (0..sectors)
            .map(|s| {
                (0..industries).map(|j| (s..industries).step_by(sectors).map(|i| flows[i][j]).sum()).collect()
            })
            .collect();
        let technology = used
            .iter()
            .map(|row: &Vec<f64>| {
                row.iter().zip(&normal_output).map(|(input, output)| input / output).collect()
            })
            .collect();
        let inventory = used
            .iter()
            .zip(&parameters.inventory_days)
            .map(|(row, days)| row.iter().map(|input| input * days).collect())
            .collect();
        Ok(Self {
            orders: flows.clone(),
            overproduction: vec![1.0; industries],
            parameters,
            flows,
            final_demand,
            normal_output,
            technology,
            inventory,
        })
    }

    /// Output of each industry in the untroubled state, per day.
    #[must_use]
    pub fn normal_output(&self) -> &[f64] {
        &self.normal_output
    }

    /// Lives through one day with a share of each industry's capacity lost.
    ///
    /// capacity α(1−Δ)x₀; output min(demand, capacity), held back to min over inputs of
    /// stock/(ψ·days·need) where one is short; proportional rationing over all buyers; stock +=
    /// received − used; orders = max(0, wanted − stock)/τ + used, spread over regions by normal flow ×
    /// capacity; α moves towards `α_max` at the rate of the coming day's scarcity ζ = 1 − output/demand, else
    /// back to 1.
    /// `capacity_lost` Δ in \[0, 1\], one an industry; missing entries count as 0.
    /// Source: Hallegatte 2014 (inventories, orders, overproduction); Guan et al. 2020, Methods.
    ///
    /// ```
    /// use powderkeg_models::ario::{Economy, Parameters};
    /// let mut economy =
    ///     Economy::new(vec![vec![2.0]], vec![vec![8.0]], Parameters::published(1)).unwrap();
    /// assert_eq!(economy.step(&[0.0]).output, [10.0]);
    /// assert_eq!(economy.step(&[0.4]).output, [6.0]);
    /// ```
    #[must_use = "the day's output is the model's result"]
    pub fn step(&mut self, capacity_lost: &[f64]) -> Day {
        let capacity = self.capacity(capacity_lost);
        let demand = self.demand();
        let aim: Vec<f64> = demand.iter().zip(&capacity).map(|(d, c)| d.min(*c)).collect();
        let output: Vec<f64> = (0..aim.len()).map(|j| aim[j] * self.input_limit(j, aim[j])).collect();
        let met: Vec<f64> = output.iter().zip(&demand).map(|(x, d)| ratio(*x, *d).min(1.0)).collect();
        self.deliver(&output, &met);
        self.order(&aim, &output, &capacity);
        self.adapt(&output);
        let unmet = self
            .final_demand
            .iter()
            .zip(&met)
            .map(|(row, met)| row.iter().map(|wanted| wanted * (1.0 - met)).collect())
            .collect();
        Day { output, unmet }
    }

    fn capacity(&self, lost: &[f64]) -> Vec<f64> {
        let lost = lost.iter().copied().chain(core::iter::repeat(0.0));
        self.normal_output
            .iter()
            .zip(&self.overproduction)
            .zip(lost)
            .map(|((normal, alpha), lost)| alpha * (1.0 - lost.clamp(0.0, 1.0)) * normal)
            .collect()
    }

    fn demand(&self) -> Vec<f64> {
        let total = |rows: &Vec<Vec<f64>>, i: usize| rows[i].iter().sum::<f64>();
        (0..self.flows.len()).map(|i| total(&self.orders, i) + total(&self.final_demand, i)).collect()
    }

    /// Share of the aim that the scarcest input allows.
    fn input_limit(&self, industry: usize, aim: f64) -> f64 {
        let mut limit: f64 = 1.0;
        for (s, days) in self.parameters.inventory_days.iter().enumerate() {
            let needed = days * self.parameters.inventory_share * aim * self.technology[s][industry];
            // A stock that is only short by rounding holds nothing back.
            if self.inventory[s][industry] < needed * (1.0 - 1e-12) {
                limit = limit.min(self.inventory[s][industry] / needed);
            }
        }
        limit
    }

    fn suppliers(&self, sector: usize) -> impl Iterator<Item = usize> + use<> {
        (sector..self.flows.len()).step_by(self.parameters.inventory_days.len())
    }

    fn deliver(&mut self, output: &[f64], met: &[f64]) {
        for s in 0..self.inventory.len() {
            for (j, output) in output.iter().enumerate() {
                let received: f64 = self.suppliers(s).map(|i| self.orders[i][j] * met[i]).sum();
                self.inventory[s][j] += received - output * self.technology[s][j];
            }
        }
    }

    fn order(&mut self, aim: &[f64], output: &[f64], capacity: &[f64]) {
        for s in 0..self.inventory.len() {
            for j in 0..aim.len() {
                let need = self.technology[s][j];
                let wanted = aim[j] * need * self.parameters.inventory_days[s];
                let gap = (wanted - self.inventory[s][j]).max(0.0);
                let total = gap / self.parameters.restoration_days + output[j] * need;
                let weight = |i: usize| self.flows[i][j] * capacity[i] / self.normal_output[i];
                let weights: f64 = self.suppliers(s).map(weight).sum();
                for i in self.suppliers(s) {
                    self.orders[i][j] = ratio(total * weight(i), weights);
                }
            }
        }
    }

    fn adapt(&mut self, output: &[f64]) {
        let demand = self.demand();
        let Parameters { overproduction_limit: limit, overproduction_days: days, .. } = self.parameters;
        for (i, alpha) in self.overproduction.iter_mut().enumerate() {
            let scarcity = ratio(demand[i] - output[i], demand[i]);
            if scarcity > 1e-12 {
                *alpha += (limit - *alpha) * scarcity / days;
            } else {
                *alpha += (1.0 - *alpha) / days;
            }
        }
    }
}

/// A quotient that is 0 where nothing is asked for.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sectors in two regions, each using both.
    fn small_economy() -> Economy {
        let flows = vec![vec![1.0, 2.0, 0.5, 0.5]; 4];
        let final_demand = vec![vec![4.0, 1.0]; 4];
        Economy::new(flows, final_demand, Parameters::published(2)).unwrap()
    }

    #[test]
    fn an_untroubled_economy_stays_so() {
        let mut economy = small_economy();
        for _ in 0..400 {
            let day = economy.step(&[]);
            for (output, normal) in day.output.iter().zip(economy.normal_output()) {
                assert!((output - normal).abs() < 1e-9 * normal);
            }
        }
    }

    #[test]
    fn tables_that_make_no_economy_are_refused() {
        let published = || Parameters::published(1);
        assert_eq!(Economy::new(vec![], vec![], published()), Err(TableError::Shape));
        assert_eq!(Economy::new(vec![vec![1.0, 2.0]], vec![vec![1.0]], published()), Err(TableError::Shape));
        assert_eq!(Economy::new(vec![vec![0.0]], vec![vec![0.0]], published()), Err(TableError::Value));
        assert_eq!(Economy::new(vec![vec![f64::NAN]], vec![vec![1.0]], published()), Err(TableError::Value));
    }
}
