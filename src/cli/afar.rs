//! How a command finds a desk on another machine, and waits for it.

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use super::stop::Stop;
use crate::client::{Address, Desk, Patience, Trouble};
use crate::config::Token;
use crate::refusal::Fault;

/// The desk that is asked.
#[derive(Debug, clap::Args)]
pub struct Afar {
    /// The address of the desk
    #[arg(long, value_name = "URL", value_parser = Address::parse)]
    pub server: Address,
    /// How many seconds to go on asking a desk that is busy or away
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(..=86_400))]
    patience: u64,
}

impl Afar {
    /// The desk, to be asked with the token of the environment.
    ///
    /// # Errors
    /// Code 2 when there is no token.
    pub fn desk(&self) -> Result<Desk, Stop> {
        let token = Token::read()?;
        if let Some(warning) = &token.warning {
            eprintln!("paperdesk: {warning}");
        }
        let patience = Patience(Duration::from_secs(self.patience));
        Ok(Desk::new(self.server.clone(), token.reveal(), patience)?)
    }
}

/// What a command waits on.
///
/// # Errors
/// When this machine has no room for it.
pub fn runtime() -> Result<Runtime, Stop> {
    let built = Builder::new_current_thread().enable_all().build();
    Ok(built.map_err(|error| Fault::from_error("starting the runtime", error))?)
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::failed(trouble.says)
    }
}
