//! How often a person's tokens may ask: a full bucket that fills again as time goes by.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::people::{Person, PersonId};
use crate::refusal::Refusal;

/// Requests a minute for a person's own programs.
const FOR_ONE: NonZeroU32 = NonZeroU32::new(600).unwrap();
/// Requests a minute for whoever watches over all papers: a school's own systems, which may send a whole faculty.
const FOR_A_SCHOOL: NonZeroU32 = NonZeroU32::new(30_000).unwrap();

type Buckets =
    RateLimiter<PersonId, HashMapStateStore<PersonId>, DefaultClock, StateInformationMiddleware>;

/// The buckets of all people: however many tokens somebody makes, they share one.
pub struct Rates {
    one: Buckets,
    school: Buckets,
}

impl Default for Rates {
    fn default() -> Self {
        let buckets = |most| RateLimiter::hashmap(Quota::per_minute(most)).with_middleware();
        Self {
            one: buckets(FOR_ONE),
            school: buckets(FOR_A_SCHOOL),
        }
    }
}

/// How a person's tokens stand after a request, as the `RateLimit` fields say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Requests a minute.
    pub most: u32,
    /// Requests left just now.
    pub left: u32,
    /// Seconds until another is allowed, where none is left.
    pub wait: u64,
}

impl Rates {
    /// Counts a request.
    pub fn count(&self, person: &Person) -> Standing {
        let (buckets, most) = if person.oversees() {
            (&self.school, FOR_A_SCHOOL.get())
        } else {
            (&self.one, FOR_ONE.get())
        };
        match buckets.check_key(&person.id) {
            Ok(state) => Standing {
                most,
                left: state.remaining_burst_capacity(),
                wait: 0,
            },
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                Standing {
                    most,
                    left: 0,
                    wait: seconds(wait),
                }
            }
        }
    }
}

impl Standing {
    /// The no of an empty bucket.
    pub fn refusal(self) -> Option<Refusal> {
        let wait = i64::try_from(self.wait).unwrap_or(i64::MAX);
        let says = format!(
            "Your tokens may be used {} times a minute. Try again in {wait} s.",
            self.most
        );
        (self.wait > 0).then(|| Refusal::too_many(says, wait))
    }

    /// The two fields, as the draft standard of the IETF writes them.
    pub fn fields(self) -> [(&'static str, String); 2] {
        let Self { most, left, wait } = self;
        [
            ("ratelimit-policy", format!("\"person\";q={most};w=60")),
            ("ratelimit", format!("\"person\";r={left};t={wait}")),
        ]
    }
}

/// Whole seconds, at least one.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::Rates;
    use crate::people::{Person, PersonId, Role};

    fn somebody(id: i64, role: Role) -> Person {
        Person {
            id: PersonId(id),
            roles: vec![role],
            ..Person::operator()
        }
    }

    #[test]
    fn whoever_asks_too_often_waits_and_nobody_else_does() {
        let (rates, ada) = (Rates::default(), somebody(1, Role::Student));
        let first = rates.count(&ada);
        assert_eq!((first.most, first.left, first.wait), (600, 599, 0));
        let empty = (0..2000)
            .map(|_| rates.count(&ada))
            .find(|standing| standing.wait > 0);
        let empty = empty.unwrap();
        assert_eq!((empty.left, empty.wait), (0, 1));
        assert_eq!(empty.refusal().unwrap().retry_after, Some(1));
        assert!(rates.count(&somebody(2, Role::Student)).refusal().is_none());
    }

    #[test]
    fn a_schools_own_systems_may_send_a_whole_faculty() {
        let (rates, cora) = (Rates::default(), somebody(1, Role::Coordinator));
        let all = (0..20_000).all(|_| rates.count(&cora).wait == 0);
        assert!(all);
    }
}
