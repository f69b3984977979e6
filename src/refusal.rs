//! The two ways to fail: the desk says no in words meant for the person, or the desk itself is broken.

use std::fmt;

/// What kind of no it is; the web turns it into a status in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not there, or not theirs to see: the same answer for both.
    NotFound,
    /// Their role does not allow it.
    NotAllowed,
    /// Something else happened meanwhile, or the paper's state does not allow it.
    Conflict,
    /// What was filled in cannot be taken; `fields` say why.
    Invalid,
    /// Too often in too short a time.
    TooMany,
    /// The desk cannot write just now (disk full, shutting down, too busy).
    Unavailable,
}

/// One field that cannot be taken, and the sentence that says why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// The sentence for the person.
    pub says: String,
}

/// The desk says no, in words meant for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of no.
    pub kind: Kind,
    /// The sentence for the person.
    pub says: String,
    /// For `Kind::Invalid`: which fields, and why.
    pub fields: Vec<FieldError>,
    /// For `Kind::TooMany` and `Kind::Unavailable`: seconds until another try makes sense.
    pub retry_after: Option<i64>,
}

impl Refusal {
    /// A no of this kind with its sentence.
    pub fn new(kind: Kind, says: impl Into<String>) -> Self {
        Self {
            kind,
            says: says.into(),
            fields: Vec::new(),
            retry_after: None,
        }
    }

    /// Not there, or not theirs to see.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            Kind::NotFound,
            "There is nothing here, or it is not yours to see.",
        )
    }

    /// Something stands in the way that the person should hear about.
    pub fn conflict(says: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, says)
    }

    /// One field that cannot be taken.
    pub fn field(field: &str, says: impl Into<String>) -> Self {
        Self::fields(vec![FieldError {
            field: field.to_owned(),
            says: says.into(),
        }])
    }

    /// Several fields that cannot be taken, in the order of the form.
    #[must_use]
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let says = fields
            .first()
            .map_or_else(String::new, |first| first.says.clone());
        Self {
            kind: Kind::Invalid,
            says,
            fields,
            retry_after: None,
        }
    }

    /// Too often; another try makes sense after this many seconds.
    pub fn too_many(says: impl Into<String>, retry_after: i64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(Kind::TooMany, says)
        }
    }

    /// The desk cannot write just now.
    pub fn unavailable(says: impl Into<String>) -> Self {
        Self {
            retry_after: Some(5),
            ..Self::new(Kind::Unavailable, says)
        }
    }
}

/// The desk is broken: logged once with its chain; the person sees a calm page with a reference.
#[derive(Debug)]
pub struct Fault {
    doing: String,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Fault {
    /// A fault with no deeper cause than these words.
    pub fn new(doing: impl Into<String>) -> Self {
        Self {
            doing: doing.into(),
            cause: None,
        }
    }

    /// A fault met while doing something, with the error underneath.
    pub fn from_error(
        doing: impl Into<String>,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            doing: doing.into(),
            cause: Some(cause.into()),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.doing)?;
        let mut next = self
            .cause
            .as_deref()
            .map(|cause| cause as &dyn std::error::Error);
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// Either way to fail.
#[derive(Debug)]
pub enum Failure {
    /// The desk says no.
    Refused(Refusal),
    /// The desk is broken.
    Broken(Fault),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => f.write_str(&refusal.says),
            Self::Broken(fault) => fault.fmt(f),
        }
    }
}

/// What a deed gives, or how it failed.
pub type Outcome<T> = Result<T, Failure>;

/// Gathers what is wrong with a form, so that a person hears all of it at once.
#[derive(Debug, Default)]
pub struct Complaints(Vec<FieldError>);

impl Complaints {
    /// Adds one field that cannot be taken.
    pub fn add(&mut self, field: &str, says: impl Into<String>) {
        self.0.push(FieldError {
            field: field.to_owned(),
            says: says.into(),
        });
    }

    /// Whether nothing was gathered so far.
    #[must_use]
    pub const fn is_quiet(&self) -> bool {
        self.0.is_empty()
    }

    /// Fails with everything gathered, if anything was.
    ///
    /// # Errors
    /// A refusal of kind `Invalid` with all fields.
    pub fn settle(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::fields(self.0))
        }
    }
}
