//! Sends a letter on its way to somebody: at once, into their digest, or not at all, as they chose.

use std::borrow::Cow;
use std::cell::OnceCell;

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::gathering::{New, SHORT_HOLD};
use super::rows::{gathered, promised, relay, untold};
use super::subscriptions::chosen::Chosen;
use super::subscriptions::{self, Channel, Rule, Topic, Untold, Way, way};
use super::{DeliveryId, Hold, LIFE_DAYS, Letter, Recipient, Relay, State, Telling, reach};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::{PaperNumber, Seq};
use crate::people::{PersonId, Serving};
use crate::refusal::Outcome;

/// What is looked up once for all who are told by one deed.
pub(super) struct Sender<'a> {
    tx: &'a Tx<'a>,
    relay: Relay,
    chosen: Chosen,
    /// The centre's own.
    here: OnceCell<TimeZone>,
    /// Whether there is any address that mail does not reach.
    some_unreachable: bool,
}

impl<'a> Sender<'a> {
    /// For a letter whose way is settled already.
    pub(super) fn that_asks_nobody(tx: &'a Tx<'a>) -> Outcome<Self> {
        Ok(Self {
            tx,
            relay: relay::find(tx)?,
            chosen: Chosen::default(),
            here: OnceCell::new(),
            some_unreachable: reach::is_anybody_unreachable(tx)?,
        })
    }

    /// For one recipient.
    pub(super) fn to_one(tx: &'a Tx<'a>, telling: &Telling<'_>, to: &Recipient) -> Outcome<Self> {
        let mut sender = Self::that_asks_nobody(tx)?;
        let (Some(topic), Some(person)) = (Topic::of(telling.letter), to.person) else {
            return Ok(sender);
        };
        let paper = telling.about.map(|(_, paper)| paper);
        sender.chosen = Chosen::by_one(tx, person, (topic, paper, None))?;
        Ok(sender)
    }

    /// For as many as there may be.
    pub(super) fn to_many(tx: &'a Tx<'a>, telling: &Telling<'_>) -> Outcome<Self> {
        let mut sender = Self::that_asks_nobody(tx)?;
        if let Some(topic) = Topic::of(telling.letter) {
            let paper = telling.about.map(|(_, paper)| paper);
            sender.chosen = Chosen::by_all(tx, (topic, paper, None))?;
        }
        Ok(sender)
    }

    fn way(&self, telling: &Telling<'_>, to: Option<PersonId>) -> Outcome<Way> {
        let Some(person) = to else {
            return Ok(Way::AtOnce { quiet_until: None });
        };
        let rule = self.chosen.rule(person);
        // Most who serve are told of little: for them neither habits nor a time zone are looked up.
        if let Some(why) = rule.and_then(Rule::untold) {
            return Ok(Way::Not(why));
        }
        let from = subscriptions::may_go_from(self.tx, telling.hold_until);
        let habits = self.chosen.habits(person);
        let digest = rule.is_some_and(|rule| rule.channel == Channel::Digest);
        let zone = if digest || habits.quiet.is_some() {
            self.zone(person)?
        } else {
            TimeZone::UTC
        };
        Ok(way(rule, (&habits, &zone), from))
    }

    fn zone(&self, person: PersonId) -> Outcome<TimeZone> {
        let own = self.chosen.zone(person);
        if let Some(zone) = own.and_then(|name| TimeZone::get(name).ok()) {
            return Ok(zone);
        }
        if let Some(here) = self.here.get() {
            return Ok(here.clone());
        }
        let here = centre::find(self.tx)?.unwrap_or_default().zone();
        Ok(self.here.get_or_init(|| here).clone())
    }

    /// Tells one recipient in their own way.
    pub(super) fn tell(
        &self,
        telling: &Telling<'_>,
        to: &Recipient,
    ) -> Outcome<Option<DeliveryId>> {
        match self.way(telling, to.person)? {
            Way::Not(why) => {
                let untold: Vec<_> = to.person.map(|person| (person, why)).into_iter().collect();
                self.leave_untold(telling, &untold)?;
                Ok(None)
            }
            Way::AtOnce { quiet_until } => match self.told_a_moment_ago(telling, to)? {
                Some((person, at)) => {
                    let into = (telling.letter, at.plus_minutes(SHORT_HOLD), None);
                    self.gather(telling, person, into)?;
                    Ok(None)
                }
                None => self.promise(telling, to, quiet_until).map(Some),
            },
            way @ Way::Digest { .. } => self.go(way, telling, to),
        }
    }

    /// When this recipient was told a moment ago that the same person did the same to this paper. What nobody may turn off
    /// is never held back, nor is what is held already because it can be undone.
    fn told_a_moment_ago(
        &self,
        telling: &Telling<'_>,
        to: &Recipient,
    ) -> Outcome<Option<(PersonId, Moment)>> {
        let (Some(person), Some((_, paper)), None) = (to.person, telling.about, telling.hold_until)
        else {
            return Ok(None);
        };
        if Topic::of(telling.letter).is_none() {
            return Ok(None);
        }
        let since = self.tx.now().plus_minutes(-SHORT_HOLD);
        let what = (telling.letter, telling.facts);
        let told = gathered::told_before(self.tx, (person, paper), what, since)?;
        Ok(told.map(|at| (person, at)))
    }

    /// Tells many, each in their own way and with what they may read; keeps together who is not told, also by no choice
    /// of their own. Nobody is looked at closer than it takes to see that they are not told.
    pub(super) fn tell_each<'t>(
        &self,
        telling: &Telling<'_>,
        all: impl Iterator<Item = (&'t Serving, Option<Untold>)>,
        facts: impl Fn(&Serving) -> Outcome<Cow<'t, str>>,
    ) -> Outcome<()> {
        let mut untold = Vec::new();
        for (one, kept_from) in all {
            let way = match kept_from {
                Some(why) => Way::Not(why),
                None => self.way(telling, Some(one.id))?,
            };
            if let Way::Not(why) = way {
                untold.push((one.id, why));
                continue;
            }
            let facts = facts(one)?;
            let telling = Telling {
                facts: &facts,
                ..*telling
            };
            self.go(way, &telling, &Recipient::from(one))?;
        }
        self.leave_untold(telling, &untold)
    }

    /// Tells somebody at once, or in their digest: then no mail is promised yet.
    fn go(&self, way: Way, telling: &Telling<'_>, to: &Recipient) -> Outcome<Option<DeliveryId>> {
        match (way, to.person) {
            (Way::Digest { due }, Some(person)) => {
                self.gather(telling, person, (Letter::Digest, due, None))?;
                Ok(None)
            }
            (Way::AtOnce { quiet_until }, _) => self.promise(telling, to, quiet_until).map(Some),
            _ => Ok(None),
        }
    }

    /// Tells one recipient of several papers; each stands apart in a digest.
    pub(super) fn tell_together(
        &self,
        telling: &Telling<'_>,
        to: &Recipient,
        about: &[((Seq, PaperNumber), String)],
    ) -> Outcome<()> {
        let Some(person) = to.person else {
            return self.promise(telling, to, None).map(drop);
        };
        let one = |about: &((Seq, PaperNumber), String)| Telling {
            about: Some(about.0),
            ..*telling
        };
        let into = match self.way(telling, to.person)? {
            Way::Not(why) => {
                let each = about.iter().map(one);
                return each
                    .into_iter()
                    .try_for_each(|telling| self.leave_untold(&telling, &[(person, why)]));
            }
            Way::Digest { due } => (Letter::Digest, due, None),
            Way::AtOnce { quiet_until } => {
                let id = self.promise(telling, to, quiet_until)?;
                (telling.letter, self.tx.now(), Some(id))
            }
        };
        about.iter().try_for_each(|each| {
            let telling = Telling {
                facts: &each.1,
                ..one(each)
            };
            self.gather(&telling, person, into)
        })
    }

    /// Keeps it for a mail that tells it with other news, or for the one that does already.
    fn gather(
        &self,
        telling: &Telling<'_>,
        person: PersonId,
        (into_letter, due_at, delivery): (Letter, Moment, Option<DeliveryId>),
    ) -> Outcome<()> {
        let new = New {
            about: telling.about,
            letter: telling.letter,
            facts: telling.facts,
            why: telling.why,
            into_letter,
            due_at,
            sure_at: subscriptions::may_go_from(self.tx, telling.hold_until),
            delivery,
        };
        gathered::insert(self.tx, person, &new)
    }

    fn leave_untold(&self, telling: &Telling<'_>, people: &[(PersonId, Untold)]) -> Outcome<()> {
        match telling.about {
            Some((event, _)) if !people.is_empty() => {
                untold::insert(self.tx, (event, telling.letter), people)
            }
            _ => Ok(()),
        }
    }

    /// Promises a letter of its own.
    pub(super) fn promise(
        &self,
        telling: &Telling<'_>,
        to: &Recipient,
        quiet_until: Option<Moment>,
    ) -> Outcome<DeliveryId> {
        let (tx, there) = (self.tx, &self.relay);
        let (state, hold) = match (telling.hold_until, there.configured) {
            (Some(_), _) => (State::Held, Some(Hold::Undo)),
            (None, true) => (State::Pending, None),
            (None, false) => (State::Held, Some(Hold::NoRelay)),
        };
        let at_once = quiet_until.unwrap_or_else(|| tx.now());
        let promised = promised::Promised {
            message_id: format!("{}@{}", Uuid::now_v7().simple(), there.domain),
            lane: telling.letter.lane(),
            state,
            hold,
            due_at: telling.hold_until.unwrap_or(at_once),
            expires_at: telling
                .expires
                .unwrap_or_else(|| tx.now().plus_days(LIFE_DAYS)),
            quiet_until,
        };
        tx.ring();
        let id = promised::insert(tx, telling, to, &promised)?;
        if self.some_unreachable && !telling.letter.is_asked_for() {
            reach::give_up_unreachable(tx, id, &to.email)?;
        }
        Ok(id)
    }
}
