//! Long lists are drawn a part at a time, so that no frame has all of one to draw. What is drawn stays; it is not a
//! window that follows the view.

use crate::web::platform::later::later;
use yew::prelude::*;

/// How many of `n` lines to draw now: the `first` of a list, and `at_once` more whenever those before are on the
/// screen. Under another `name` it is another list, which begins anew.
#[hook]
pub(super) fn use_slices(name: &str, n: usize, first: usize, at_once: usize) -> usize {
    let again = use_force_update();
    let drawn = use_mut_ref(|| (String::new(), first));
    if drawn.borrow().0 != name {
        drawn.replace((name.to_owned(), first));
    }
    let n_drawn = drawn.borrow().1.min(n);
    use_effect_with((name.to_owned(), n, n_drawn), move |(_, n, n_drawn)| {
        if n_drawn < n {
            let n_next = n_drawn + at_once;
            later(Box::new(move || {
                drawn.borrow_mut().1 = n_next;
                again.force_update();
            }));
        }
    });
    n_drawn
}
