use super::{by_hand, by_pages, desk, person};
use crate::events::PaperNumber;
use crate::papers::rows::sought::Look;
use crate::papers::search::{Clause, Is};
use crate::people::PersonId;

#[test]
fn words_of_a_tutor_and_for_a_course_find_what_looking_at_each_paper_finds() {
    desk(|tx| {
        let cora = person(tx, 1);
        let words = [
            Is::Says("{title} : \"gardens\"".into()),
            Is::Says("\"rivers\"".into()),
        ];
        let tutors = [
            vec![PersonId(2)],
            vec![PersonId(2), PersonId(4)],
            vec![PersonId(9)],
        ];
        let courses = [
            Is::For("SOC 201".into(), Some(1)),
            Is::For("bio 1".into(), None),
            Is::For(String::new(), None),
        ];
        for (n, says) in words.iter().enumerate() {
            for with in tutors.iter().map(|tutors| Is::With(tutors.clone())) {
                for course in &courses {
                    let clause = |not: bool, is: &Is| Clause {
                        not,
                        is: is.clone(),
                    };
                    let clauses = [
                        clause(n == 1, says),
                        clause(false, &words[0]),
                        clause(false, &with),
                        clause(false, course),
                    ];
                    for some in [&clauses[1..3], &clauses[1..], &clauses[..]] {
                        let look = Look::before(&cora, some, PaperNumber(i64::MAX));
                        assert_eq!(by_pages(tx, &look), by_hand(tx, &look), "{some:?}");
                    }
                }
            }
        }
        Ok(())
    });
}
