//! Where the walk begins, on a screen and in lines alike.

use crate::model::Connector;

/// Where the walk begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// At the question what one has in hand.
    Welcome,
    /// At the probe of a connector.
    Connector(Box<Connector>),
    /// At the list of exercises.
    Lab,
    /// At one exercise, by its id.
    Scenario(String),
}
