//! Outlet-blind coding over several articles: what the other order of the list must not mix up.

use crate::coders::Seat;
use standpoint::app::update::Action;
use standpoint::format;

#[test]
fn names_stay_with_their_articles_when_hidden_outlets_change_the_order() {
    let texts = ["“No,” Tom Reed said.", "“Yes,” Ana Diaz said.", "“Why?” Ida Moss said.", "“How?” Max Lund said."];
    let outlets = ["Post", "Herald", "Times", "Globe"];
    let mut articles = texts.map(|text| format::article::read("a.txt", text.as_bytes()).articles).concat();
    articles.iter_mut().zip(outlets).for_each(|(article, outlet)| article.outlet = outlet.into());
    let mut seat = Seat::with(articles);
    let order =
        |seat: &Seat| -> Vec<_> { seat.session.articles().iter().map(|state| state.article.id.clone()).collect() };
    let before = order(&seat);
    seat.act(Action::Command("outlet-blind"));
    assert_ne!(order(&seat), before, "otherwise this tests nothing");
    for (ix, id) in order(&seat).into_iter().enumerate() {
        seat.act(Action::OpenArticle(id));
        let name = seat.session.holder_name(ix, &seat.session.proposed_holder());
        let text = &seat.session.article().expect("it is open").article.text;
        assert!(text.contains(&*name), "{name} in {text}");
    }
}
