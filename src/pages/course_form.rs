//! Courses as the settings list them, and the form that changes one.

use serde::Serialize;

use crate::papers::courses::{Course, TypedCourse};

/// A course as the list shows it.
#[derive(Serialize)]
pub struct CourseRow {
    /// Like SOC 201.
    pub code: String,
    title: String,
    teacher: Option<String>,
    email: String,
    turnaround_hours: Option<u32>,
    weekly_cap: Option<u32>,
    href: String,
}

/// A course with the way to change it.
#[must_use]
pub fn row(course: Course) -> CourseRow {
    let code: String = url::form_urlencoded::byte_serialize(course.code.as_bytes()).collect();
    let (teacher, email) = course
        .teacher
        .map(|teacher| (teacher.name, teacher.email))
        .unzip();
    CourseRow {
        href: format!("/settings?course={code}#course"),
        code: course.code,
        title: course.title,
        teacher,
        email: email.unwrap_or_default(),
        turnaround_hours: course.turnaround_hours,
        weekly_cap: course.weekly_cap,
    }
}

/// A course as its form shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CourseForm {
    /// Like SOC 201.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The teacher's address.
    pub teacher: String,
    /// Opening hours until the promise; empty: as the centre promises.
    pub turnaround_hours: String,
    /// Papers within seven days; empty: any number.
    pub weekly_cap: String,
}

impl From<&CourseRow> for CourseForm {
    fn from(course: &CourseRow) -> Self {
        let or_empty = |number: Option<u32>| number.map_or_else(String::new, |n| n.to_string());
        Self {
            code: course.code.clone(),
            title: course.title.clone(),
            teacher: course.email.clone(),
            turnaround_hours: or_empty(course.turnaround_hours),
            weekly_cap: or_empty(course.weekly_cap),
        }
    }
}

impl CourseForm {
    /// What was typed.
    #[must_use]
    pub fn read(&self) -> TypedCourse {
        TypedCourse {
            code: self.code.clone(),
            title: self.title.clone(),
            teacher: self.teacher.clone(),
            turnaround_hours: self.turnaround_hours.clone(),
            weekly_cap: self.weekly_cap.clone(),
        }
    }
}
