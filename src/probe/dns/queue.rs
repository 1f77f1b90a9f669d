//! In which order addresses get their places: by preference, as Exchange Online comes to them (RFC 5321 section 5.1),
//! and not by whose answer came first.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::EndpointId;

/// The place of an address among all: its preference (that of a smart host is 0), then its number.
pub(super) type Order = (u16, EndpointId);

/// Addresses that wait for their turn: until every look-up that could lead to one before them has ended, or nobody
/// waits for that any more.
pub(super) struct Queue<T> {
    /// The first address each look-up under way could lead to.
    open: BTreeSet<Order>,
    held: BTreeMap<Order, T>,
    patient: bool,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { open: BTreeSet::new(), held: BTreeMap::new(), patient: true }
    }
}

impl<T> Queue<T> {
    /// A look-up is under way whose first address would have this place.
    pub(super) fn expect(&mut self, first: Order) {
        self.open.insert(first);
    }

    /// That look-up has ended.
    pub(super) fn ended(&mut self, first: Order) {
        self.open.remove(&first);
    }

    /// An address is known.
    pub(super) fn hold(&mut self, order: Order, address: T) {
        self.held.insert(order, address);
    }

    /// From now on nothing is waited for.
    pub(super) fn hurry(&mut self) {
        self.patient = false;
    }

    pub(super) fn is_patient(&self) -> bool {
        self.patient
    }

    /// Those whose turn it is, in order.
    pub(super) fn due(&mut self) -> impl Iterator<Item = T> + use<T> {
        let rest = match self.open.first() {
            Some(first) if self.patient => self.held.split_off(first),
            Some(_) | None => BTreeMap::new(),
        };
        std::mem::replace(&mut self.held, rest).into_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_for_every_look_up_before_it_until_that_ends_or_patience_does() {
        let at = |preference, number| (preference, EndpointId(number));
        let mut queue = Queue::default();
        for first in [at(10, 0), at(10, 8), at(20, 16)] {
            queue.expect(first);
        }
        queue.hold(at(20, 17), "worse, second");
        queue.hold(at(20, 16), "worse");
        queue.ended(at(20, 16));
        assert_eq!(queue.due().count(), 0);
        queue.hold(at(10, 0), "best");
        queue.ended(at(10, 0));
        assert_eq!(queue.due().collect::<Vec<_>>(), ["best"]);
        queue.hurry();
        assert_eq!(queue.due().collect::<Vec<_>>(), ["worse", "worse, second"]);
        queue.hold(at(10, 8), "late");
        assert_eq!(queue.due().collect::<Vec<_>>(), ["late"]);
    }
}
