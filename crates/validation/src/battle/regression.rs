//! Penalised regressions whose uncertainty treats wars as clusters.
//!
//! Plain loops in a fixed order: the same rows give the same bits everywhere.
#![allow(clippy::needless_range_loop, reason = "formulas of matrices are written with indices")]

use powderkeg_models::battle::Linear;
use powderkeg_models::math::sigmoid;

/// Newton steps are repeated until they are smaller than this.
const TOLERANCE: f64 = 1e-12;
/// Newton steps at most; five or six do.
const STEPS: u32 = 50;

/// One case: predictors (the first is 1), outcome, cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<const N: usize> {
    /// Predictors.
    pub x: [f64; N],
    /// Outcome: 0 or 1 for a win, else any number.
    pub y: f64,
    /// The war, as a number.
    pub war: usize,
}

/// How outcomes follow from predictors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// y is 1 with probability σ(x'β).
    Logistic,
    /// y is x'β and an error.
    Normal,
}

impl Family {
    /// The expected outcome and its weight in the information.
    fn mean(self, eta: f64) -> (f64, f64) {
        match self {
            Self::Logistic => {
                let p = sigmoid(eta);
                (p, p * (1.0 - p))
            }
            Self::Normal => (eta, 1.0),
        }
    }
}

type Vector<const N: usize> = [f64; N];
type Matrix<const N: usize> = [[f64; N]; N];

/// A fit in standardised predictors.
#[derive(Clone, Copy, Debug)]
pub struct Ridge<const N: usize> {
    family: Family,
    penalty: f64,
    centre: Vector<N>,
    scale: Vector<N>,
    b: Vector<N>,
}

impl<const N: usize> Ridge<N> {
    /// Fits by Newton's method: maximises the log-likelihood less penalty/2 times the squares of the
    /// coefficients of standardised predictors. The constant is free.
    ///
    /// Source: Hoerl and Kennard 1970, Technometrics 12:55; le Cessie and van Houwelingen 1992, Applied
    /// Statistics 41:191, for the logistic.
    #[must_use]
    pub fn fit(family: Family, rows: &[Row<N>], penalty: f64) -> Self {
        let (centre, scale) = moments(rows);
        let mut fit = Self { family, penalty, centre, scale, b: [0.0; N] };
        for _ in 0..STEPS {
            let (information, mut gradient) = fit.information(rows);
            for (g, b) in gradient.iter_mut().zip(&fit.b).skip(1) {
                *g -= penalty * b;
            }
            let step = Cholesky::of(&information).solve(&gradient);
            fit.b.iter_mut().zip(&step).for_each(|(b, step)| *b += step);
            if step.iter().all(|step| step.abs() < TOLERANCE) {
                break;
            }
        }
        fit
    }

    fn standard(&self, x: &Vector<N>) -> Vector<N> {
        let mut z = [1.0; N];
        for j in 1..N {
            z[j] = (x[j] - self.centre[j]) / self.scale[j];
        }
        z
    }

    /// The linear predictor x'β.
    #[must_use]
    pub fn predictor(&self, x: &Vector<N>) -> f64 {
        dot(&self.standard(x), &self.b)
    }

    /// Information with the penalty, and the gradient without.
    fn information(&self, rows: &[Row<N>]) -> (Matrix<N>, Vector<N>) {
        let (mut information, mut gradient) = ([[0.0; N]; N], [0.0; N]);
        for row in rows {
            let z = self.standard(&row.x);
            let (mean, weight) = self.family.mean(dot(&z, &self.b));
            for i in 0..N {
                gradient[i] += z[i] * (row.y - mean);
                for j in 0..=i {
                    information[i][j] += weight * z[i] * z[j];
                }
            }
        }
        for i in 0..N {
            for j in 0..i {
                information[j][i] = information[i][j];
            }
            if i > 0 {
                information[i][i] += self.penalty;
            }
        }
        (information, gradient)
    }

    /// Coefficients of the predictors as they are, with a covariance that treats wars as clusters.
    ///
    /// Σ = A⁻¹(c·M + φΛ)A⁻¹ with A the penalised information, M the sum over wars of the outer product of a
    /// war's score, Λ the penalty, φ the residual variance (1 for wins), and c = G/(G − 1)·(n − 1)/(n − N)
    /// for G wars. The penalty read as a prior adds what it took away: where no case speaks, the prior's
    /// variance is left, so Σ is positive definite. Source: Liang and Zeger 1986, Biometrika 73:13; the
    /// correction for few clusters, Cameron and Miller 2015, Journal of Human Resources 50:317.
    #[must_use]
    pub fn linear(&self, rows: &[Row<N>]) -> Linear<N> {
        let (information, _) = self.information(rows);
        let wars = rows.iter().map(|row| row.war).max().map_or(0, |last| last + 1);
        let mut scores = vec![[0.0; N]; wars];
        let mut squares = 0.0;
        for row in rows {
            let z = self.standard(&row.x);
            let residual = row.y - self.family.mean(dot(&z, &self.b)).0;
            squares += residual * residual;
            scores[row.war].iter_mut().zip(&z).for_each(|(score, z)| *score += z * residual);
        }
        scores.retain(|score| score.iter().any(|s| *s != 0.0));
        let (n, clusters) = (rows.len() as f64, scores.len() as f64);
        let spare = (n - N as f64).max(1.0);
        let inflation = clusters / (clusters - 1.0).max(1.0) * (n - 1.0) / spare;
        let dispersion = match self.family {
            Family::Logistic => 1.0,
            Family::Normal => squares / spare,
        };
        let mut meat = [[0.0; N]; N];
        for score in &scores {
            for i in 0..N {
                for j in 0..N {
                    meat[i][j] += inflation * score[i] * score[j];
                }
            }
        }
        for (i, row) in meat.iter_mut().enumerate().skip(1) {
            row[i] += dispersion * self.penalty;
        }
        let bread = Cholesky::of(&information).inverse();
        self.unscaled(&product(&product(&bread, &meat), &bread))
    }

    /// From standardised predictors back to those as they are: β = T·b, Σ = T·V·T'.
    fn unscaled(&self, covariance: &Matrix<N>) -> Linear<N> {
        let mut turn = [[0.0; N]; N];
        turn[0][0] = 1.0;
        for j in 1..N {
            turn[j][j] = 1.0 / self.scale[j];
            turn[0][j] = -self.centre[j] / self.scale[j];
        }
        let mut back = [[0.0; N]; N];
        for i in 0..N {
            for j in 0..N {
                back[i][j] = turn[j][i];
            }
        }
        let beta = turn.map(|row| dot(&row, &self.b));
        let mut covariance = product(&product(&turn, covariance), &back);
        for i in 0..N {
            for j in 0..i {
                covariance[j][i] = covariance[i][j];
            }
        }
        Linear { beta, covariance }
    }
}

/// Mean and standard deviation of each predictor; 1 where it never varies.
fn moments<const N: usize>(rows: &[Row<N>]) -> (Vector<N>, Vector<N>) {
    let n = rows.len() as f64;
    let (mut centre, mut scale) = ([0.0; N], [1.0; N]);
    for j in 1..N {
        centre[j] = rows.iter().map(|row| row.x[j]).sum::<f64>() / n;
        let variance =
            rows.iter().map(|row| (row.x[j] - centre[j]) * (row.x[j] - centre[j])).sum::<f64>() / n;
        if variance > 0.0 {
            scale[j] = variance.sqrt();
        }
    }
    (centre, scale)
}

fn dot<const N: usize>(a: &Vector<N>, b: &Vector<N>) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn product<const N: usize>(a: &Matrix<N>, b: &Matrix<N>) -> Matrix<N> {
    let mut made = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..N {
            made[i][j] = (0..N).map(|k| a[i][k] * b[k][j]).sum();
        }
    }
    made
}

/// The lower triangle L of a positive definite matrix LL'.
struct Cholesky<const N: usize>(Matrix<N>);

impl<const N: usize> Cholesky<N> {
    fn of(matrix: &Matrix<N>) -> Self {
        let mut lower = [[0.0; N]; N];
        for i in 0..N {
            for j in 0..=i {
                let left = matrix[i][j] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
                // A predictor that another one repeats has no curvature of its own: it stays where it is.
                lower[i][j] = if i == j { left.max(1e-12).sqrt() } else { left / lower[j][j] };
            }
        }
        Self(lower)
    }

    fn solve(&self, right: &Vector<N>) -> Vector<N> {
        let lower = &self.0;
        let mut x = *right;
        for i in 0..N {
            x[i] = (x[i] - (0..i).map(|k| lower[i][k] * x[k]).sum::<f64>()) / lower[i][i];
        }
        for i in (0..N).rev() {
            x[i] = (x[i] - (i + 1..N).map(|k| lower[k][i] * x[k]).sum::<f64>()) / lower[i][i];
        }
        x
    }

    fn inverse(&self) -> Matrix<N> {
        let mut inverse = [[0.0; N]; N];
        for j in 0..N {
            let mut unit = [0.0; N];
            unit[j] = 1.0;
            let column = self.solve(&unit);
            for i in 0..N {
                inverse[i][j] = column[i];
            }
        }
        inverse
    }
}

/// Whether a symmetric matrix is positive definite.
#[must_use]
pub fn is_positive_definite<const N: usize>(matrix: &[[f64; N]; N]) -> bool {
    let lower = Cholesky::of(matrix).0;
    (0..N).all(|i| {
        let sum: f64 = (0..i).map(|k| lower[i][k] * lower[i][k]).sum();
        matrix[i][i] - sum > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 400 cases in 20 wars: y = 1 + 2x + a war's own shift.
    fn rows() -> Vec<Row<2>> {
        (0..400)
            .map(|case| {
                let war = case / 20;
                let x = f64::from((case * 7 % 11) as u8) / 5.0 - 1.0;
                let shift = if war % 2 == 0 { 0.5 } else { -0.5 };
                Row { x: [1.0, x], y: 1.0 + 2.0 * x + shift, war }
            })
            .collect()
    }

    #[test]
    fn a_line_is_found_and_wars_count_as_one_case_each() {
        let rows = rows();
        let by_war = Ridge::fit(Family::Normal, &rows, 1e-6).linear(&rows);
        assert!((by_war.beta[0] - 1.0).abs() < 0.01 && (by_war.beta[1] - 2.0).abs() < 0.01, "{by_war:?}");
        let alone: Vec<Row<2>> = rows.iter().enumerate().map(|(war, row)| Row { war, ..*row }).collect();
        let by_case = Ridge::fit(Family::Normal, &alone, 1e-6).linear(&alone);
        // The mean of 20 shifts of ±0.5 rather than of 400: √20 times the error.
        let ratio = (by_war.covariance[0][0] / by_case.covariance[0][0]).sqrt();
        assert!((ratio - 20.0_f64.sqrt()).abs() < 0.3, "{ratio}");
    }

    #[test]
    fn a_penalty_shrinks_and_a_repeated_predictor_breaks_nothing() {
        let twice: Vec<Row<3>> = rows()
            .iter()
            .map(|row| Row {
                x: [1.0, row.x[1], row.x[1]],
                y: f64::from(u8::from(row.y > 1.0)),
                war: row.war,
            })
            .collect();
        let loose = Ridge::fit(Family::Logistic, &twice, 1.0).linear(&twice);
        let tight = Ridge::fit(Family::Logistic, &twice, 100.0).linear(&twice);
        assert!(tight.beta[1] > 0.0 && tight.beta[1] < loose.beta[1]);
        assert!((loose.beta[1] - loose.beta[2]).abs() < 1e-9);
        assert!(is_positive_definite(&loose.covariance) && is_positive_definite(&tight.covariance));
        assert!(!is_positive_definite(&[[1.0, 2.0], [2.0, 1.0]]));
    }
}
