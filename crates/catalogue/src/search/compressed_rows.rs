//! Many short lists in one allocation (compressed sparse rows).

use std::ops::Range;

/// Lists that are numbered from 0 and stored contiguously.
#[derive(Debug)]
pub(super) struct CompressedRows<T> {
    /// The end offset of each list.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for CompressedRows<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T> CompressedRows<T> {
    /// Appends a list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        let end = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    /// All items of adjacent lists.
    pub(super) fn lists(&self, range: Range<u32>) -> &[T] {
        &self.items[self.start(range.start)..self.start(range.end)]
    }

    /// The items of one list.
    pub(super) fn list(&self, number: u32) -> &[T] {
        self.lists(number..number + 1)
    }

    /// Mutates every item.
    pub(super) fn for_each_mut(&mut self, change: impl FnMut(&mut T)) {
        self.items.iter_mut().for_each(change);
    }

    /// Releases unused capacity.
    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    /// The inverse relation: for each number below `count`, an item for each list with an item of that
    /// number, by ascending list.
    pub(super) fn inverted<U: Clone + Default>(
        &self,
        count: usize,
        number: impl Fn(&T) -> u32,
        inverse: impl Fn(u32, &T) -> U,
    ) -> CompressedRows<U> {
        let mut ends = vec![0_u32; count];
        for item in &self.items {
            ends[number(item) as usize] += 1;
        }
        let mut next = Vec::with_capacity(count);
        let mut total = 0;
        for end in &mut ends {
            next.push(total);
            total += *end;
            *end = total;
        }
        let mut items = vec![U::default(); self.items.len()];
        for (list, _) in (0_u32..).zip(&self.ends) {
            for item in self.list(list) {
                let slot = &mut next[number(item) as usize];
                items[*slot as usize] = inverse(list, item);
                *slot += 1;
            }
        }
        CompressedRows { ends, items }
    }

    fn start(&self, number: u32) -> usize {
        match number.checked_sub(1) {
            Some(before) => self.ends[before as usize] as usize,
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_and_turn_round() {
        let mut grouped = CompressedRows::default();
        grouped.push([2_u32, 0]);
        grouped.push([]);
        grouped.push([2]);
        assert_eq!(grouped.list(0), [2, 0]);
        assert_eq!(grouped.list(1), [0_u32; 0]);
        assert_eq!(grouped.lists(1..3), [2]);
        let inverted = grouped.inverted(3, |item| *item, |list, _| list);
        assert_eq!(inverted.list(0), [0]);
        assert_eq!(inverted.list(1), [0_u32; 0]);
        assert_eq!(inverted.list(2), [0, 2]);
    }
}
