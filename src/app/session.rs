//! The state of the page: a project, a place in it, and what is open. Pure: the shell draws it
//! and does what the returned effects say.

use super::article_state::ArticleState;
use super::batch::Batch;
use super::entities::Entities;
use super::entities_view::EntitiesView;
use super::entity_table::EntityTable;
use super::find::Found;
use super::folder::FolderState;
use super::found_names::FoundNames;
use super::ids::IdSource;
use super::import_report::FileReport;
use super::layers::LayersShown;
use super::panel::Panel;
use super::prefs::Prefs;
use super::route::View;
use super::save::SaveState;
use super::selection::Selection;
use super::suggesting::Suggested;
use super::time_spent::TimeSpent;
use super::{tagging, words};
use crate::edit::History;
use crate::model::{ArticleId, Body, Code, CoderId, EntityId, Holder, Project, Sight, Target};
use crate::text::{Map, Span};
use std::{cell::RefCell, rc::Rc};

/// Everything the page shows. Changed only by [`Session::update`](super::update).
#[derive(Debug)]
pub struct Session {
    pub(super) project: Rc<Project>,
    pub(super) history: History,
    pub(super) articles: Vec<ArticleState>,
    /// Where each is in that list.
    pub(super) article_places: Map<ArticleId, usize>,
    pub(super) entities: Entities,
    pub(super) view: View,
    pub(super) place: Place,
    pub(super) target: Option<Target>,
    pub(super) recent_targets: Vec<Target>,
    pub(super) chosen_holder: Option<Holder>,
    pub(super) selection: Option<Selection>,
    pub(super) batch: Option<Batch>,
    pub(super) found: Option<Found>,
    pub(super) panel: Option<Panel>,
    pub(super) prefs: Prefs,
    pub(super) layers_shown: LayersShown,
    pub(super) save: SaveState,
    pub(super) folder: FolderState,
    pub(super) announcement: Announcement,
    pub(super) notices: Vec<Rc<str>>,
    pub(super) import_report: Option<Rc<[FileReport]>>,
    pub(super) last_tagging: tagging::LastTagging,
    pub(super) suggested: Suggested,
    pub(super) ids: IdSource,
    pub(super) entities_view: EntitiesView,
    /// Made when asked for, and kept until a name changes.
    pub(super) table: RefCell<Option<Rc<EntityTable>>>,
    /// The sums it is made of, brought in line when it is made.
    pub(super) found_names: RefCell<FoundNames>,
    pub(super) time_spent: TimeSpent,
    pub(super) n_lists: u32,
}

/// The current sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index in reading order.
    pub article_ix: usize,
    /// Index in the article.
    pub sentence_ix: u32,
}

/// What a screen reader is told. The number tells two equal texts apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// Goes up with each.
    pub number: u32,
    /// A short sentence.
    pub text: Rc<str>,
}

impl Session {
    /// The page on this project, at its first sentence. `seed` makes this browser's ids differ from others'.
    pub fn new(project: Project, history: History, prefs: Prefs, seed: u64) -> Session {
        let mut session = Session {
            project: Rc::new(project),
            history,
            articles: Vec::new(),
            article_places: Map::new(),
            entities: Entities::default(),
            view: View::default(),
            place: Place::default(),
            target: None,
            recent_targets: Vec::new(),
            chosen_holder: None,
            selection: None,
            batch: None,
            found: None,
            panel: None,
            prefs,
            layers_shown: LayersShown::Own,
            save: SaveState::Loading,
            folder: FolderState::None,
            announcement: Announcement::default(),
            notices: Vec::new(),
            import_report: None,
            last_tagging: tagging::LastTagging::default(),
            suggested: Suggested::default(),
            ids: IdSource::new(seed),
            entities_view: EntitiesView::default(),
            table: RefCell::default(),
            found_names: RefCell::default(),
            time_spent: TimeSpent::default(),
            n_lists: 0,
        };
        session.list_articles();
        session.entities.settle(&session.project);
        session.recall_targets();
        session
    }

    /// The project as it is now.
    pub fn project(&self) -> &Rc<Project> {
        &self.project
    }

    /// All articles in reading order.
    pub fn articles(&self) -> &[ArticleState] {
        &self.articles
    }

    /// Goes up whenever articles came, went or have other metadata.
    pub fn list_version(&self) -> u32 {
        self.n_lists
    }

    /// The article that is open; `None` in an empty project.
    pub fn article(&self) -> Option<&ArticleState> {
        self.articles.get(self.place.article_ix)
    }

    /// What fills the page under the top bar.
    pub fn view(&self) -> View {
        self.view
    }

    /// The current sentence.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The stretch of the current sentence; `None` while the article is being read.
    pub fn sentence(&self) -> Option<Span> {
        self.article()?.sentence(self.place.sentence_ix)
    }

    /// All things named in the corpus.
    pub fn entities(&self) -> &Entities {
        &self.entities
    }

    /// What is open over the page.
    pub fn panel(&self) -> Option<&Panel> {
        self.panel.as_ref()
    }

    /// The stretch chosen for a label.
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// This person's preferences.
    pub fn prefs(&self) -> &Prefs {
        &self.prefs
    }

    /// Whether the work is safe.
    pub fn save_state(&self) -> &SaveState {
        &self.save
    }

    /// What was last announced.
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    /// Things that went otherwise than expected, for the person to read and put away.
    pub fn notices(&self) -> &[Rc<str>] {
        &self.notices
    }

    /// Who tags here, once known.
    pub fn coder(&self) -> Option<&CoderId> {
        self.prefs.coder.as_ref().filter(|id| self.project.coders.contains_key(*id))
    }

    /// The target that a stance key is about.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    /// The holder that a stance key would write: the chosen one, else that of the only stance
    /// toward the active target here, else the speaker, else the outlet.
    pub fn holder(&self) -> Holder {
        self.holder_at(self.place)
    }

    /// The same for any sentence.
    pub(super) fn holder_at(&self, place: Place) -> Holder {
        self.chosen_holder.clone().or_else(|| self.holder_in_use(place)).unwrap_or_else(|| self.proposed_at(place))
    }

    fn holder_in_use(&self, place: Place) -> Option<Holder> {
        let tags = self.articles.get(place.article_ix)?.tags(place.sentence_ix);
        let aim = self.standing_target(self.target.as_ref()?);
        let is_toward = |target: &Target| self.standing_target(target) == aim;
        let toward: Vec<&Holder> = tags
            .stances
            .iter()
            .filter_map(|a| match &a.body {
                Body::Stance { holder, target, .. } if is_toward(target) => Some(holder),
                _ => None,
            })
            .collect();
        if let [only] = toward[..] { Some(self.standing_holder(only)) } else { None }
    }

    /// Whether the holder is the page's proposal: nobody has chosen one, not even the same.
    pub fn is_holder_proposed(&self) -> bool {
        self.chosen_holder.is_none() && self.holder_in_use(self.place).is_none()
    }

    /// The speaker of the current sentence, else the outlet.
    pub fn proposed_holder(&self) -> Holder {
        self.proposed_at(self.place)
    }

    fn proposed_at(&self, place: Place) -> Holder {
        self.speaker_of(place).map_or(Holder::Outlet, Holder::Entity)
    }

    /// A holder's name as shown.
    pub fn holder_name(&self, article_ix: usize, holder: &Holder) -> Rc<str> {
        match holder {
            Holder::Entity(id) => self.entity_name(id),
            Holder::Outlet => self
                .articles
                .get(article_ix)
                .map(|state| state.article.outlet.clone())
                .filter(|outlet| !outlet.is_empty() && self.sight(article_ix) == Sight::Open)
                .unwrap_or_else(|| "The outlet".into()),
            Holder::Unknown => "Somebody".into(),
        }
    }

    /// A target's name as shown.
    pub fn target_name(&self, target: &Target) -> Rc<str> {
        match target {
            Target::Entity(id) => self.entity_name(id),
            Target::Concept(id) => self.project.codebook.name_of(&Code::Concept(id.clone())),
        }
    }

    /// An entity's name as shown: a person's choice, the engine's, the codebook's, else its id.
    pub fn entity_name(&self, id: &EntityId) -> Rc<str> {
        let by_codebook =
            || self.project.codebook.targets.iter().find(|c| c.entity.as_ref() == Some(id)).map(|c| c.name.clone());
        self.entities
            .get(id)
            .map(|info| info.name.clone())
            .or_else(by_codebook)
            .unwrap_or_else(|| id.as_str().trim_start_matches("e:").into())
    }

    /// The article an id means, in reading order.
    pub fn article_ix(&self, id: &ArticleId) -> Option<usize> {
        self.article_places.get(id).copied()
    }

    /// The name shown for an article.
    pub fn article_name(&self, article_ix: usize) -> String {
        self.articles
            .get(article_ix)
            .map_or_else(String::new, |state| words::article_name(&state.article.title, &state.article.text))
    }

    /// Articles that the engine has not read yet.
    pub fn unread(&self) -> Vec<ArticleId> {
        self.articles.iter().filter(|state| state.document.is_none()).map(|state| state.article.id.clone()).collect()
    }
}
