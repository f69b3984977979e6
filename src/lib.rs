//! Paperdesk: a desk for writing feedback. The rooms, in the order in which a newcomer may want to read them.
#![forbid(unsafe_code)]

/// Who answers for a paper: give, undo, hand back.
pub mod assignments;
/// Who did what and who saw what, in a chain that shows where it was tampered with.
pub mod audit;
/// All that the desk has of a person, put together for them.
pub mod belongings;
/// The one organisation this desk serves.
pub mod centre;
/// What was sent in: files, the reading text, words, sentences.
pub mod drafts;
/// All that names a person erased; what the centre keeps no longer let go of.
pub mod erasing;
/// What has happened: every event in one enum.
pub mod events;
/// What the tutor returns.
pub mod feedback;
/// How papers and the news of them flow, step by step: how much, how fast, and what stands still.
pub mod flow;
/// Programs and chat rooms that are told of events.
pub mod hooks;
/// A request that is sent twice is done once.
pub mod idempotency;
/// What comes to the desk by mail: reports and answers.
pub mod inbound;
/// Two accounts of one person become one.
pub mod merging;
/// Deliveries promised inside a deed and carried after it.
pub mod outbox;
/// A paper and its life: sent in, withdrawn, sent back; who is told; what each viewer may see.
pub mod papers;
/// Who may come to the desk: people and their roles.
pub mod people;
/// What a centre looks back on: how many, how long, how fairly.
pub mod reports;
/// Lists of people out of spreadsheets: looked at first, then done.
pub mod roster;
/// How we know that it is them: codes, links, passwords, sessions, API tokens.
pub mod sign_in;
/// What is known of tutors: how much they take, when they are there, what they read.
pub mod tutors;
/// The watch over papers on which nothing moves.
pub mod watch;

/// The files inside the binary.
pub mod assets;
/// The only place that asks the time.
pub mod clock;
/// The only place that reads the environment.
pub mod config;
/// The only room that knows SQLite.
pub mod db;
/// Is all well with the desk? Each check in a sentence.
pub mod doctor;
/// The only room that knows file formats.
pub mod documents;
/// The only room that knows how to speak to a mail server.
pub mod mail;
/// The only room that knows the template engine.
pub mod pages;
/// The two ways to fail.
pub mod refusal;
/// The only room that knows CSV.
pub mod sheets;
/// Traces for a collector, where one is set.
pub mod telemetry;
/// The only room that knows Rocket.
pub mod web;

/// The only room that knows the HTTP client: the desk from afar, and what the desk tells webhooks.
pub mod client;

/// Puts the parts together.
pub mod app;
/// The command line.
pub mod cli;
/// A living centre of invented people.
pub mod demo;
