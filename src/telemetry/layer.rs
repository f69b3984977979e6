//! Listens to what the log is told, and hands on each span as it ends.

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::fields::Fields;
use super::post::Queue;
use super::span::Span;

/// Our own spans; what libraries say of themselves stays here.
const OURS: &str = "paperdesk";

/// A listener beside the log.
pub struct Spans(pub(super) Queue);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, ctx: Context<'_, S>) {
        let meta = attributes.metadata();
        let Some(new) = ctx.span(id).filter(|_| meta.target().starts_with(OURS)) else {
            return;
        };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let span = match new.parent() {
            Some(above) => Span::begin(meta.name(), fields, above.extensions().get()),
            None => Span::begin(meta.name(), fields, None),
        };
        new.extensions_mut().insert(span);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, ctx: Context<'_, S>) {
        if let Some(known) = ctx.span(id)
            && let Some(span) = known.extensions_mut().get_mut::<Span>()
        {
            values.record(&mut span.fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, ctx: Context<'_, S>) {
        if let Some(here) = ctx.event_span(event)
            && let Some(span) = here.extensions_mut().get_mut::<Span>()
        {
            let mut fields = Fields::default();
            event.record(&mut fields);
            span.say(event.metadata().level().as_str(), fields);
        }
    }

    fn on_close(&self, id: Id, ctx: Context<'_, S>) {
        let closed = ctx
            .span(&id)
            .and_then(|closed| closed.extensions_mut().remove::<Span>());
        if let Some(span) = closed {
            self.0.offer(span.end());
        }
    }
}
