//! Layers: which column and height each box of a graph gets.
//!
//! After Sugiyama, Tagawa and Toda 1981 (IEEE Transactions on Systems, Man and Cybernetics 11:109): columns by the longest
//! way to the end, then the order in a column by the barycentres of its neighbours, swept to and fro.

/// Sweeps over the columns. The order hardly changes after four.
const SWEEPS: usize = 8;
/// Height of the gap that a link over several columns has in each.
const WAY: f64 = 6.0;

/// What is laid out. Boxes are in an order in which every link points forward; the last is the end of all ways.
pub(super) struct Graph<'a> {
    /// Heights of the boxes.
    pub heights: &'a [f64],
    /// From box to box.
    pub links: &'a [(usize, usize)],
    /// Room between two boxes of a column.
    pub between: f64,
}

/// Where a box stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Its column, from the left.
    pub column: usize,
    /// Its upper edge.
    pub y: f64,
}

/// A layout.
pub(super) struct Laid {
    /// Where the boxes stand.
    pub places: Vec<Place>,
    /// For each link, where it crosses the columns between its ends: the middle of its gap.
    pub bends: Vec<Vec<Place>>,
}

/// The layout of a graph: links lead to the right and behind no box, no two boxes overlap.
pub(super) fn lay(graph: &Graph) -> Laid {
    let steps = steps(graph.heights.len(), graph.links);
    let last = steps.iter().copied().max().unwrap_or(0);
    let mut columns: Vec<usize> = steps.into_iter().map(|step| last - step).collect();
    let mut heights = graph.heights.to_vec();
    // A link over several columns is a chain of links, with a narrow gap for a box in each column between.
    let mut links = Vec::new();
    let mut gaps: Vec<Vec<usize>> = Vec::new();
    for &(from, to) in graph.links {
        let mut at = from;
        let mut chain = Vec::new();
        for column in columns[from] + 1..columns[to] {
            let gap = columns.len();
            columns.push(column);
            heights.push(WAY);
            links.push((at, gap));
            chain.push(gap);
            at = gap;
        }
        links.push((at, to));
        gaps.push(chain);
    }
    let places = place(&Graph { heights: &heights, links: &links, between: graph.between }, &columns);
    let middle = |&gap: &usize| Place { y: places[gap].y + WAY / 2.0, ..places[gap] };
    let bends = gaps.iter().map(|chain| chain.iter().map(middle).collect()).collect();
    Laid { bends, places: places[..graph.heights.len()].to_vec() }
}

/// Places of all boxes in their columns.
fn place(graph: &Graph, columns: &[usize]) -> Vec<Place> {
    let last = columns.iter().copied().max().unwrap_or(0);
    let mut order: Vec<Vec<usize>> = (0..=last)
        .map(|column| (0..columns.len()).filter(|&node| columns[node] == column).collect())
        .collect();
    let mut rank = ranks(&order, columns.len());
    for sweep in 0..SWEEPS {
        let forward: Vec<usize> =
            if sweep % 2 == 0 { (0..=last).rev().collect() } else { (0..=last).collect() };
        for column in forward {
            let mut keyed: Vec<(f64, usize)> =
                order[column].iter().map(|&node| (barycentre(graph, node, &rank), node)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            order[column] = keyed.into_iter().map(|(_, node)| node).collect();
            rank = ranks(&order, columns.len());
        }
    }
    stacked(graph, &order, columns)
}

/// How many links the longest way from each box to the end has.
pub(super) fn steps(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut steps = vec![0; count];
    for node in (0..count).rev() {
        for &(_, to) in links.iter().filter(|link| link.0 == node) {
            steps[node] = steps[node].max(steps[to] + 1);
        }
    }
    steps
}

/// The rank of each box in its column, in [0, 1].
fn ranks(order: &[Vec<usize>], count: usize) -> Vec<f64> {
    let mut ranks = vec![0.5; count];
    for column in order {
        for (index, &node) in column.iter().enumerate() {
            ranks[node] = (index as f64 + 0.5) / column.len() as f64;
        }
    }
    ranks
}

fn barycentre(graph: &Graph, node: usize, rank: &[f64]) -> f64 {
    let neighbours = graph.links.iter().filter_map(|&(from, to)| match node {
        node if node == from => Some(rank[to]),
        node if node == to => Some(rank[from]),
        _ => None,
    });
    let (sum, count) = neighbours.fold((0.0, 0.0), |(sum, count), rank| (sum + rank, count + 1.0));
    if count > 0.0 { sum / count } else { rank[node] }
}

/// Columns as stacks, each about the middle of the highest.
fn stacked(graph: &Graph, order: &[Vec<usize>], columns: &[usize]) -> Vec<Place> {
    let height = |column: &[usize]| {
        let boxes: f64 = column.iter().map(|&node| graph.heights[node]).sum();
        boxes + graph.between * column.len().saturating_sub(1) as f64
    };
    let highest = order.iter().map(|column| height(column)).fold(0.0, f64::max);
    let mut places: Vec<Place> = columns.iter().map(|&column| Place { column, y: 0.0 }).collect();
    for column in order {
        let mut y = 4.0 + (highest - height(column)) / 2.0;
        for &node in column {
            places[node].y = y;
            y += graph.heights[node] + graph.between;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_right_and_ways_do_not_cross_where_they_need_not() {
        // 0 → 3 → 5 and 1 → 2 → 4 → 5: two ways to the end, one longer.
        let links = [(0, 3), (3, 5), (1, 2), (2, 4), (4, 5)];
        let Laid { places, bends } = lay(&Graph { heights: &[20.0; 6], links: &links, between: 10.0 });
        assert_eq!(bends.iter().map(Vec::len).collect::<Vec<_>>(), [0, 0, 0, 0, 0]);
        assert!(links.iter().all(|&(from, to)| places[from].column < places[to].column));
        let above = |a: usize, b: usize| places[a].y < places[b].y;
        assert_eq!(above(3, 4), above(0, 2));
        // Two boxes of a column are apart.
        for (a, one) in places.iter().enumerate() {
            for other in places.iter().skip(a + 1).filter(|other| other.column == one.column) {
                assert!((one.y - other.y).abs() >= 30.0 - 1e-9);
            }
        }
    }

    #[test]
    fn a_graph_of_nothing_has_no_places() {
        assert!(lay(&Graph { heights: &[], links: &[], between: 5.0 }).places.is_empty());
        assert_eq!(steps(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]), [4, 3, 2, 1, 0]);
    }

    #[test]
    fn a_long_link_runs_behind_no_box() {
        let links = [(0, 1), (1, 2), (2, 3), (0, 3)];
        let Laid { places, bends } = lay(&Graph { heights: &[40.0; 4], links: &links, between: 10.0 });
        assert_eq!(bends[3].iter().map(|bend| bend.column).collect::<Vec<_>>(), [1, 2]);
        for (bend, box_) in bends[3].iter().zip(&places[1..3]) {
            assert!(bend.y < box_.y || bend.y > box_.y + 40.0, "{bend:?} {box_:?}");
        }
    }
}
