//! Asks again where that may help, ever more slowly, and not for ever.

use std::time::Duration;

use super::trouble::{Miss, Trouble};

/// The first pause; each is twice as long as the one before.
const FIRST: Duration = Duration::from_millis(500);

/// How long to go on asking a desk that is busy or away, not counting the asking itself.
#[derive(Clone, Copy, Debug)]
pub struct Patience(pub Duration);

impl Patience {
    /// Asks until there is an answer, a no for good, or no patience left.
    ///
    /// # Errors
    /// The last miss.
    pub(super) async fn ask<T, F>(self, attempt: impl Fn() -> F) -> Result<T, Trouble>
    where
        F: Future<Output = Result<T, Miss>>,
    {
        let (mut left, mut pause) = (self.0, FIRST);
        loop {
            let (says, seconds) = match attempt().await {
                Ok(answer) => return Ok(answer),
                Err(Miss::ForGood(trouble)) => return Err(trouble),
                Err(Miss::ForNow { says, seconds }) => (says, seconds),
            };
            let wanted = seconds.map_or(pause.min(left), Duration::from_secs);
            if left.is_zero() || wanted > left {
                return Err(Trouble::with_all(says));
            }
            tokio::time::sleep(wanted).await;
            left -= wanted;
            pause *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::{Miss, Patience, Trouble};

    /// How often a desk is asked that says no with these seconds until a certain ask.
    fn asked(patience: u64, seconds: Option<u64>, good: u32) -> (u32, bool) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let asks = Cell::new(0);
        let attempt = || async {
            asks.set(asks.get() + 1);
            let says = "busy".to_owned();
            (asks.get() >= good)
                .then_some(())
                .ok_or(Miss::ForNow { says, seconds })
        };
        let ended = runtime.block_on(Patience(Duration::from_millis(patience)).ask(attempt));
        (asks.get(), ended.is_ok())
    }

    #[test]
    fn a_desk_that_is_away_is_asked_again_until_patience_ends() {
        assert_eq!(asked(0, None, 2), (1, false));
        assert_eq!(asked(1, None, 2), (2, true));
        assert_eq!(asked(1, None, 9), (2, false));
    }

    #[test]
    fn the_desks_own_word_on_when_to_ask_again_counts() {
        assert_eq!(asked(60_000, Some(0), 5), (5, true));
        assert_eq!(asked(60_000, Some(61), 2), (1, false));
    }

    #[test]
    fn a_no_for_good_is_not_asked_again() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let asks = Cell::new(0);
        let attempt = || async {
            asks.set(asks.get() + 1);
            Err(Trouble::with_this("no").into())
        };
        let patience = Patience(Duration::from_mins(1));
        let ended: Result<(), Trouble> = runtime.block_on(patience.ask(attempt));
        assert_eq!((asks.get(), ended), (1, Err(Trouble::with_this("no"))));
    }
}
