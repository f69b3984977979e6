//! The page of settings: the centre with what its students read, and its courses.

use serde::Serialize;

use super::course_form::{CourseForm, CourseRow, row};
use super::policies::{Policy, policies};
use super::sign_in::{CentreChoices, CentreForm};
use super::ways::{WaysForm, second_readers};
use super::{Choice, Page, Times};
use crate::centre::{Centre, Ways};
use crate::clock::Moment;
use crate::papers::courses::Course;

/// Told after the centre was saved.
pub const CENTRE_SAVED: &str =
    "The settings are saved. Papers that came in before keep their promise.";

/// Told after a course was saved.
#[must_use]
pub fn course_saved(code: &str) -> String {
    format!("{code} is saved.")
}

/// The settings.
#[derive(Serialize)]
pub struct SettingsPage {
    centre: CentreForm,
    choices: CentreChoices,
    policies: Vec<Policy>,
    courses: Vec<CourseRow>,
    course: CourseForm,
    changes_course: bool,
    ways: WaysForm,
    second_readers: Vec<Choice>,
}

impl SettingsPage {
    /// The centre as it is, with its courses; `chosen` is the code of the course that stands in the form.
    #[must_use]
    pub fn of(
        centre: &Centre,
        (courses, ways): (Vec<Course>, &Ways),
        chosen: &str,
        (now, times): (Moment, &Times),
    ) -> Self {
        let policies = policies((centre, ways), &courses, now, times);
        let courses: Vec<CourseRow> = courses.into_iter().map(row).collect();
        let found = courses
            .iter()
            .find(|course| course.code.eq_ignore_ascii_case(chosen.trim()));
        let course = found.map(CourseForm::from);
        Self {
            centre: CentreForm::from(centre),
            choices: CentreChoices::new(),
            policies,
            changes_course: course.is_some(),
            course: course.unwrap_or_default(),
            courses,
            ways: WaysForm::from(ways),
            second_readers: second_readers(),
        }
    }

    /// The same with the centre as somebody typed it.
    #[must_use]
    pub fn with_centre(self, centre: CentreForm) -> Self {
        Self { centre, ..self }
    }

    /// The same with the ways of marking as somebody typed them.
    #[must_use]
    pub fn with_ways(self, ways: WaysForm) -> Self {
        Self { ways, ..self }
    }

    /// The same with a course as somebody typed it.
    #[must_use]
    pub fn with_course(self, course: CourseForm) -> Self {
        Self { course, ..self }
    }
}

impl Page for SettingsPage {
    const TEMPLATE: &'static str = "settings/settings.html";

    fn title(&self) -> String {
        "Settings".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::SettingsPage;
    use crate::centre::{Centre, Joining, Ways};
    use crate::clock::Moment;
    use crate::pages::account::AccountPage;
    use crate::pages::health::HealthPage;
    use crate::pages::{Page, Pages, Shell, Times};
    use crate::papers::Named;
    use crate::papers::courses::Course;
    use crate::people::{Person, PersonId};
    use crate::sign_in::{Session, SessionId};

    const NOW: Moment = Moment(1_794_500_000_000);

    fn render<P: Page>(page: &P) -> String {
        let shell = Shell::new(("The centre", ""), None, "/settings");
        Pages::open()
            .and_then(|pages| pages.render(&shell, page, &[]))
            .expect("a page")
            .replace("&#x2F;", "/")
    }

    #[test]
    fn a_policy_stands_beside_what_students_read() {
        let domains = "example.edu students.example.edu".to_owned();
        let centre = Centre {
            joining: Joining::Domains,
            joining_domains: domains,
            ..Centre::default()
        };
        let teacher = Some(Named {
            id: PersonId(4),
            name: "Thea".into(),
            email: "thea@example.edu".into(),
        });
        let course = Course {
            id: 1,
            code: "R&D 1".into(),
            title: "Cities".into(),
            teacher,
            turnaround_hours: Some(24),
            weekly_cap: None,
        };
        let times = Times::new(&centre, NOW);
        let html = render(&SettingsPage::of(
            &centre,
            (vec![course], &Ways::default()),
            "r&d 1",
            (NOW, &times),
        ));
        for part in [
            "We promise it back by",
            "up to 3,000 words",
            "example.edu, students.example.edu",
            "Change a course",
            "For R&amp;D 1",
            "24 opening hours",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert!(
            html.contains("/settings?course=R%26D+1#course")
                && html.contains("value=\"thea@example.edu\""),
            "{html}"
        );
        assert!(
            render(&SettingsPage::of(
                &centre,
                (Vec::new(), &Ways::default()),
                "",
                (NOW, &times)
            ))
            .contains("Add a course")
        );
    }

    #[test]
    fn an_account_marks_this_browser() {
        let session = |id| Session {
            id: SessionId(id),
            device: "Firefox/1 Linux".into(),
            created_at: NOW,
            seen_at: NOW,
        };
        let sessions = (vec![session(1), session(2)], Some(SessionId(1)));
        let times = Times::new(&Centre::default(), NOW);
        let html = render(&AccountPage::of(
            &Person::operator(),
            sessions,
            true,
            &times,
        ));
        assert!(
            html.contains("Firefox on Linux") && html.contains("/account/sessions/2/end"),
            "{html}"
        );
        assert!(
            !html.contains("/account/sessions/1/end") && !html.contains("queue_alerts"),
            "{html}"
        );
        assert!(
            html.contains("current_password") && html.contains("end-others"),
            "{html}"
        );
    }

    #[test]
    fn a_healthy_desk_says_so() {
        assert!(render(&HealthPage::of(Vec::new())).contains("All is well."));
    }
}
