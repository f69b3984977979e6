//! How often a token may ask: a full bucket that fills again as time goes by.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::people::Person;
use crate::refusal::Refusal;
use crate::sign_in::TokenId;

/// Requests a minute for a person's own programs.
const FOR_ONE: NonZeroU32 = NonZeroU32::new(600).unwrap();
/// Requests a minute for whoever watches over all papers: a school's own systems, which may send a whole faculty.
const FOR_A_SCHOOL: NonZeroU32 = NonZeroU32::new(30_000).unwrap();

type Buckets =
    RateLimiter<TokenId, HashMapStateStore<TokenId>, DefaultClock, StateInformationMiddleware>;

/// The buckets of all tokens.
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

/// How a token stands after a request, as the `RateLimit` fields say it.
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
    pub fn count(&self, token: TokenId, person: &Person) -> Standing {
        let (buckets, most) = if person.oversees() {
            (&self.school, FOR_A_SCHOOL.get())
        } else {
            (&self.one, FOR_ONE.get())
        };
        match buckets.check_key(&token) {
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
            "This token may be used {} times a minute. Try again in {wait} s.",
            self.most
        );
        (self.wait > 0).then(|| Refusal::too_many(says, wait))
    }

    /// The two fields, as the draft standard of the IETF writes them.
    pub fn fields(self) -> [(&'static str, String); 2] {
        let Self { most, left, wait } = self;
        [
            ("ratelimit-policy", format!("\"token\";q={most};w=60")),
            ("ratelimit", format!("\"token\";r={left};t={wait}")),
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
    use crate::people::{Person, Role};
    use crate::sign_in::TokenId;

    fn somebody(role: Role) -> Person {
        Person {
            roles: vec![role],
            ..Person::operator()
        }
    }

    #[test]
    fn whoever_asks_too_often_waits_and_nobody_else_does() {
        let (rates, ada) = (Rates::default(), somebody(Role::Student));
        let first = rates.count(TokenId(1), &ada);
        assert_eq!((first.most, first.left, first.wait), (600, 599, 0));
        let empty = (0..2000)
            .map(|_| rates.count(TokenId(1), &ada))
            .find(|standing| standing.wait > 0);
        let empty = empty.unwrap();
        assert_eq!((empty.left, empty.wait), (0, 1));
        assert_eq!(empty.refusal().unwrap().retry_after, Some(1));
        assert!(rates.count(TokenId(2), &ada).refusal().is_none());
    }

    #[test]
    fn a_schools_own_systems_may_send_a_whole_faculty() {
        let (rates, cora) = (Rates::default(), somebody(Role::Coordinator));
        let all = (0..20_000).all(|_| rates.count(TokenId(1), &cora).wait == 0);
        assert!(all);
    }
}
