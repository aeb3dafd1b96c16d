//! The root fields.

use async_graphql::{ID, Result};
use certgraph_macros::fields;

use crate::graphql::objects::enums::ApiEnum;
use crate::graphql::{
    engine::{cache_scope::CacheScope, request_context::RequestContext},
    objects::catalogue::CatalogueObject,
    objects::certification::{CertificationFilter, CertificationObject},
    objects::change::{self, ChangeConnection, ChangeFilter},
    objects::claim::{self, ClaimCheck, ClaimInput},
    objects::comparison::{self, ExamComparison},
    objects::connection::{CursorScope, ExamRef, Page, PageArguments, check_length, page, picks},
    objects::contradiction::{self, ContradictionFilter, ContradictionObject},
    objects::crosswalk::{self, BlueprintRef, DomainCrosswalk, TagImpact, TagInput},
    objects::domain_weight::{self, DomainWeight, DomainWeightFilter},
    objects::exam::ExamObject,
    objects::exam_list::{self, ExamFilter, ExamOrder},
    objects::limits::Limits,
    objects::lookup,
    objects::mention::{self, Mention},
    objects::node::{self, Node},
    objects::path::{self, PathResult},
    objects::path_question::{PathConstraints, ProfileInput},
    objects::portfolio::{self, PortfolioArguments, PortfolioConstraints, PortfolioResult},
    objects::renewal::{self, HeldExamInput, RenewalItem},
    objects::review_queue::{self, ReviewItem},
    objects::role::RoleObject,
    objects::scalars::{Date, LongText},
    objects::schema_search::{self, SchemaSearchHit},
    objects::search::{self, SearchFilter, SearchHit},
    objects::transition::{self, TransitionFilter, TransitionObject},
    objects::vendor::VendorObject,
    objects::view::View,
    objects::viewer::Viewer,
    objects::webhook::{self, Webhook},
};
use crate::{
    advice::path::PathGoal,
    catalogue::{ExamName, Level},
};

#[derive(Clone)]
pub struct Query;

/// Everything that can be asked. Three places to begin: `recommendedPaths` for a way to a role,
/// `domainWeights` for blueprints in bulk, `compareExams` for exams side by side.
#[fields(root)]
impl Query {
    /// Any object by its id. Null for an id that leads nowhere.
    fn node(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The object's `id`. Example: `\"ZQAAAAAAAAAAAAAAAAAAAAA\"`.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(node::node(&View::of(scope, None), &id))
    }

    /// Several objects by their ids, in the same order; null for each id that leads nowhere.
    fn nodes(
        &self,
        scope: &RequestContext,
        #[graphql(
            desc = "The objects' ids, at most 100. Example: `[\"ZQAAAAAAAAAAAAAAAAAAAAA\"]`."
        )]
        ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        check_length("ids", "ids", &ids)?;
        let view = View::of(scope, None);
        Ok(ids.iter().map(|id| node::node(&view, id)).collect())
    }

    /// The caller: the bearer of the token in the header `Authorization`. Null without a token.
    fn viewer(&self, scope: &RequestContext) -> Result<Option<Viewer>> {
        Ok(Viewer::of(scope.caller()))
    }

    /// What one request may ask for. A request over a limit is refused before anything runs.
    fn limits(&self, scope: &RequestContext) -> Result<Limits> {
        Ok(Limits::of(&scope.limits))
    }

    /// The catalogue itself: its revision, its age and what it holds.
    fn catalogue(&self, scope: &RequestContext) -> Result<CatalogueObject> {
        Ok(CatalogueObject(scope.moment.clone()))
    }

    /// A vendor by its slug. Null when there is none.
    fn vendor(
        &self,
        view: View,
        #[graphql(desc = "The vendor's slug. Example: `\"microsoft\"`.")] slug: String,
    ) -> Result<Option<VendorObject>> {
        Ok(lookup::vendor(&view, &slug).map(|index| VendorObject { view, index }))
    }

    /// All vendors by slug.
    fn vendors(
        &self,
        view: View,
        #[graphql(desc = "How many vendors, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<VendorObject>> {
        let catalogue = &view.catalogue;
        let vendors = catalogue.vendors();
        let items = vendors.map(|index| (catalogue.vendor(index).record.slug.as_str(), index));
        let (arguments, scope) = (
            PageArguments::forward(first, after),
            CursorScope::new("vendors", &()),
        );
        page(items.collect(), &arguments, scope, |it| view.vendor(it))
    }

    /// An exam by its code in any case; former codes and aliases lead to it too, and a retired exam
    /// is always found. Null when there is none. A code that several exams share gives the error
    /// `AMBIGUOUS_EXAM` with the candidates.
    fn exam(
        &self,
        view: View,
        #[graphql(desc = "The exam's code. Example: `\"AI-102\"`.")] code: String,
        #[graphql(desc = "The vendor's slug, where a code is ambiguous.")] vendor: Option<String>,
    ) -> Option<Result<ExamObject>> {
        // As `Option<Result<_>>` the field is nullable, so an error does not make its parent null.
        let find = || {
            let index = lookup::exam(&view, &code, vendor.as_deref())?;
            Ok(index.map(|index| ExamObject { view, index }))
        };
        find().transpose()
    }

    /// Exams that match a filter. Without a filter: every exam that is not retired on the day.
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments of a Relay connection"
    )]
    fn exams(
        &self,
        view: View,
        #[graphql(desc = "What to pick.")] filter: Option<ExamFilter>,
        #[graphql(desc = "How to order. Default: by vendor and code.")] order_by: Option<ExamOrder>,
        #[graphql(desc = "How many exams from the start, 0 to 100. Default: 20.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many exams from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Page<ExamObject>> {
        let arguments = PageArguments {
            first,
            after,
            last,
            before,
        };
        exam_list::exams(&view, filter, order_by, &arguments)
    }

    /// A certification by its slug. Null when there is none.
    fn certification(
        &self,
        view: View,
        #[graphql(desc = "The certification's slug. Example: `\"azure-ai-engineer-associate\"`.")]
        slug: String,
    ) -> Result<Option<CertificationObject>> {
        let index = lookup::certification(&view, &slug);
        Ok(index.map(|index| CertificationObject { view, index }))
    }

    /// Certifications that match a filter, by slug.
    fn certifications(
        &self,
        view: View,
        #[graphql(desc = "What to pick. Default: all.")] filter: Option<CertificationFilter>,
        #[graphql(desc = "How many certifications, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<CertificationObject>> {
        // An empty filter must not change the cursors of a list.
        let filter = filter.filter(|filter| *filter != CertificationFilter::default());
        let scope = CursorScope::new("certifications", &(&filter, view.as_of.map(Date)));
        let filter = filter.unwrap_or_default();
        let catalogue = &view.catalogue;
        let vendors = lookup::filter_vendors(&view, filter.vendors.as_ref())?;
        let items = catalogue.certifications().filter_map(|index| {
            let entry = catalogue.certification(index);
            let has_level = |levels: &Vec<ApiEnum<Level>>| {
                let level = entry.record.level.map(ApiEnum);
                level.is_some_and(|level| levels.contains(&level))
            };
            let is_earnable = || entry.is_earnable(catalogue, view.day);
            let is_picked = picks(vendors.as_ref(), &entry.vendor)
                && filter.levels.as_ref().is_none_or(has_level)
                && filter.earnable.is_none_or(|wanted| wanted == is_earnable());
            is_picked.then(|| (entry.record.slug.as_str(), index))
        });
        let arguments = PageArguments::forward(first, after);
        page(items.collect(), &arguments, scope, |it| {
            view.certification(it)
        })
    }

    /// A role by its slug. Null when there is none.
    fn role(
        &self,
        view: View,
        #[graphql(desc = "The role's slug. Example: `\"azure-ai-engineer\"`.")] slug: String,
    ) -> Result<Option<RoleObject>> {
        Ok(lookup::role(&view, &slug).map(|index| RoleObject { view, index }))
    }

    /// All roles by slug.
    fn roles(
        &self,
        view: View,
        #[graphql(desc = "How many roles, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<RoleObject>> {
        let catalogue = &view.catalogue;
        let roles = catalogue.roles();
        let items = roles.map(|index| (catalogue.role(index).record.slug.as_str(), index));
        let (arguments, scope) = (
            PageArguments::forward(first, after),
            CursorScope::new("roles", &()),
        );
        page(items.collect(), &arguments, scope, |it| view.role(it))
    }

    /// Ways to a role for a person under constraints, best first, with a reason for every step.
    /// Retired exams are replaced by their successors, and the answer says so.
    fn recommended_paths(
        &self,
        view: View,
        #[graphql(desc = "The role's slug. Example: `\"azure-ai-engineer\"`.")] role: String,
        #[graphql(desc = "Who asks. Default: nothing is known of the person.")] profile: Option<
            ProfileInput,
        >,
        #[graphql(desc = "What a path must keep to. Default: no limits.")] constraints: Option<
            PathConstraints,
        >,
        #[graphql(default = 3, desc = "How many paths, 1 to 10.")] first: i32,
    ) -> Result<PathResult> {
        let index = lookup::known_role(&view, "role", &role)?;
        path::paths(view, PathGoal::Role(index), profile, constraints, first)
    }

    /// Ways to an exam for a person under constraints, best first, with a reason for every step.
    fn path_to(
        &self,
        view: View,
        #[graphql(desc = "The exam's code. Example: `\"AZ-305\"`.")] exam: String,
        #[graphql(desc = "The vendor's slug, where a code is ambiguous.")] vendor: Option<String>,
        #[graphql(desc = "Who asks. Default: nothing is known of the person.")] profile: Option<
            ProfileInput,
        >,
        #[graphql(desc = "What a path must keep to. Default: no limits.")] constraints: Option<
            PathConstraints,
        >,
        #[graphql(default = 3, desc = "How many paths, 1 to 10.")] first: i32,
    ) -> Result<PathResult> {
        let name = ExamName {
            vendor: vendor.as_deref(),
            code: &exam,
        };
        let index = lookup::known_exam(&view, "exam", name)?;
        path::paths(view, PathGoal::Exam(index), profile, constraints, first)
    }

    /// When what a person holds has to be renewed: windows, costs, what lapses, and what can no
    /// longer be renewed because it retired. One entry for each exam, in the order asked for.
    fn renewal_plan(
        &self,
        view: View,
        #[graphql(
            desc = "The exams passed, each with its day; at most 100. Example: `[{ exam: \"AZ-104\", earnedOn: \"2026-02-01\" }]`."
        )]
        held: Vec<HeldExamInput>,
    ) -> Result<Vec<RenewalItem>> {
        renewal::renewal_plan(&view, &held)
    }

    /// What changes when: every dated event of some days after which an answer differs from that of
    /// the day before, and last days before such events, by day, then exams by vendor and code,
    /// certifications and roles by slug. Between two days without a transition answers about an exam,
    /// a certification or a role stay as they are; only paths, study plans and verdicts for a profile
    /// also count the days that are left for study.
    fn transitions(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "The first day. Example: `\"2026-06-01\"`.")] from: Date,
        #[graphql(
            desc = "The last day, at most ten years (3,653 days with the first). Example: `\"2026-12-31\"`."
        )]
        to: Date,
        #[graphql(desc = "What to pick. Default: all but checks that are due.")] filter: Option<
            TransitionFilter,
        >,
        #[graphql(desc = "How many transitions, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<TransitionObject>> {
        let arguments = PageArguments::forward(first, after);
        transition::transitions(scope, (from.0, to.0), filter, &arguments)
    }

    /// Whether claims are true on their days: what an article, a course or a job advert says about exams.
    /// One answer for each claim, in the order asked for. An exam that is not known is an answer with
    /// candidates, no error.
    fn check_claims(
        &self,
        view: View,
        #[graphql(
            desc = "The claims, 1 to 100. Example: `[{ exam: \"AI-102\", fact: FEE, value: \"$165\" }]`."
        )]
        claims: Vec<ClaimInput>,
    ) -> Result<Vec<ClaimCheck>> {
        claim::check_claims(&view, &claims)
    }

    /// The cheapest calendar of sittings and renewals that keeps certifications valid together, on a
    /// day or through a period, with a reason for each; or what cannot hold together, and the
    /// smallest changes that help.
    fn portfolio_plan(
        &self,
        view: View,
        #[graphql(
            desc = "The certifications to keep, by slug, 1 to 20. Example: `[\"certified-kubernetes-administrator\"]`."
        )]
        keep: Vec<String>,
        #[graphql(desc = "The exams passed so far, each with its day; at most 100.")] held: Option<
            Vec<HeldExamInput>,
        >,
        #[graphql(desc = "The first day on which all are valid. Example: `\"2027-06-01\"`.")] from: Date,
        #[graphql(
            desc = "The last day on which all are valid, at most ten years ahead. Example: `\"2028-06-01\"`. \
                    Default: the first day."
        )]
        to: Option<Date>,
        #[graphql(desc = "What the plan must keep to. Default: no limits.")] constraints: Option<
            PortfolioConstraints,
        >,
    ) -> Result<PortfolioResult> {
        let arguments = PortfolioArguments {
            keep,
            held: held.unwrap_or_default(),
            from,
            to,
            constraints,
        };
        portfolio::portfolio_plan(&view, arguments)
    }

    /// Two to four exams side by side: what sources say sets them apart, what facts show, and how
    /// much content they share.
    fn compare_exams(
        &self,
        view: View,
        #[graphql(
            desc = "Two to four different exams. Example: `[{ code: \"AI-102\" }, { code: \"AI-103\" }]`."
        )]
        exams: Vec<ExamRef>,
    ) -> Result<ExamComparison> {
        comparison::compare(&view, &exams)
    }

    /// Domain weights in bulk: one row for each domain of each blueprint in force on the day, by
    /// vendor, code and place.
    fn domain_weights(
        &self,
        view: View,
        #[graphql(desc = "What to pick. Default: all.")] filter: Option<DomainWeightFilter>,
        #[graphql(desc = "How many rows, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<DomainWeight>> {
        let arguments = PageArguments::forward(first, after);
        domain_weight::domain_weights(&view, filter, &arguments)
    }

    /// Which domains of one blueprint continue which of another, of one exam or of an exam and its
    /// successor, with shares that add up to exactly 1. Null when a blueprint is not known.
    fn domain_crosswalk(
        &self,
        view: View,
        #[graphql(desc = "The blueprint to begin from. Example: `{ exam: \"AI-102\" }`.")]
        from: BlueprintRef,
        #[graphql(desc = "The blueprint to compare with. Example: `{ exam: \"AI-103\" }`.")]
        to: BlueprintRef,
    ) -> Result<Option<DomainCrosswalk>> {
        crosswalk::domain_crosswalk(&view, &from, &to)
    }

    /// What to do with content that you tagged with domains or objectives, after the time between
    /// two days: keep, rename, move, split, merge or drop the tag. In the order of the tags. An exam
    /// that has retired by the second day is followed to its successors.
    fn impact(
        &self,
        view: View,
        #[graphql(
            desc = "Your tags, at most 100. Example: `[{ exam: \"AI-102\", domain: \"computer-vision\" }]`."
        )]
        tags: Vec<TagInput>,
        #[graphql(
            desc = "The day on which the tags were right, such as that of your last update. Example: `\"2025-01-01\"`."
        )]
        from: Date,
        #[graphql(
            desc = "The day for which to bring them up to date. Default: the day of the question."
        )]
        to: Option<Date>,
        #[graphql(desc = "How many tags, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<TagImpact>> {
        let arguments = PageArguments::forward(first, after);
        crosswalk::impact(&view, &tags, (from, to), &arguments)
    }

    /// Where sources disagree on the day, or one disagrees with itself: what matters most first, then
    /// by vendor and code; contradictions about roles follow those about exams.
    fn contradictions(
        &self,
        view: View,
        #[graphql(desc = "What to pick. Default: all.")] filter: Option<ContradictionFilter>,
        #[graphql(desc = "How many contradictions, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<ContradictionObject>> {
        let arguments = PageArguments::forward(first, after);
        contradiction::contradictions(&view, filter, &arguments)
    }

    /// What editors should check or find first: facts by how many of the canonical answers they decide,
    /// then the oldest first. For editors only: send an editor's token in the header `Authorization:
    /// Bearer …`.
    ///
    /// A canonical answer is the first path to a role for one of eight profiles: nothing known, each
    /// experience, a budget of 300 USD, half a year with 20 hours a week, a buyer in India, and exams in
    /// Japanese. A fact decides it if a fee or study time up to 25 percent lower or higher, or a day up
    /// to 90 days earlier or later, makes another path first; for a missing one, a figure that the
    /// catalogue knows of another exam.
    fn review_queue(
        &self,
        scope: &RequestContext,
        view: View,
        #[graphql(desc = "How many facts, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<ReviewItem>> {
        let arguments = PageArguments::forward(first, after);
        review_queue::review_queue(scope, &view, &arguments)
    }

    /// What a text finds, best first: exams, certifications, roles, vendors and domains. Every word
    /// must be found, whole, begun, or with a typing error (two in words of 8 letters and more);
    /// `certified`, `exam` and the like may be missing. What can be booked comes before what has
    /// retired where both fit as well.
    fn search(
        &self,
        view: View,
        #[graphql(
            desc = "What to look for. Example: `\"az 204\"`, `\"security plus\"` or `\"machine learning\"`."
        )]
        text: String,
        #[graphql(desc = "What to pick. Default: all.")] filter: Option<SearchFilter>,
        #[graphql(desc = "How many hits, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<SearchHit>> {
        let arguments = PageArguments::forward(first, after);
        search::search(&view, &text, filter, &arguments)
    }

    /// Which fields, arguments and values of this schema answer a question in your own words, best
    /// first, each with the way to it from `Query` and a query that runs as it is. For assistants and
    /// for people who do not know the schema. It reads the schema only, so an answer holds until the
    /// program is updated.
    fn schema_search(
        &self,
        scope: &RequestContext,
        #[graphql(
            desc = "The question, at most 300 characters. Example: `\"when does an exam expire\"`."
        )]
        text: String,
        #[graphql(default = 5, desc = "How many answers, 1 to 20.")] first: i32,
    ) -> Result<Vec<SchemaSearchHit>> {
        schema_search::schema_search(scope, &text, first)
    }

    /// The exams, certifications and roles that a text mentions, in order: a job advert, a CV, an
    /// article. A code counts in any spelling (`AZ-104`, `az104`, `AZ 104`); a name that is also a
    /// product or a job counts only beside a word about certification. Mentions do not overlap: the
    /// longest stays. The text is neither stored, cached nor logged when it is sent by POST.
    fn recognise(
        &self,
        view: View,
        scope: &RequestContext,
        #[graphql(
            desc = "The text, at most 65,536 bytes of UTF-8. Example: `\"You hold AZ-104 or CKA.\"`."
        )]
        text: LongText,
        #[graphql(desc = "How many mentions, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor, with the same text.")] after: Option<String>,
    ) -> Result<Page<Mention>> {
        let arguments = PageArguments::forward(first, after);
        scope.moment.limit(CacheScope::Once);
        mention::recognise(&view, &text, &arguments)
    }

    /// The feed of changes, oldest first: what partners who keep a copy pull. Pages follow each
    /// other without gap or repetition for as long as the client keeps the last `endCursor`.
    async fn changes(
        &self,
        scope: &RequestContext,
        #[graphql(
            desc = "Continue after this cursor, from a change, from `pageInfo.endCursor` or from \
                    an export. Without one: from the beginning."
        )]
        after: Option<String>,
        #[graphql(desc = "How many changes, 0 to 100. Default: 20.")] first: Option<i32>,
        filter: Option<ChangeFilter>,
    ) -> Result<ChangeConnection> {
        change::changes(scope, first, after, filter).await
    }

    /// The webhooks: who is told of changes, how far, and what fails; the oldest first. For editors
    /// only: send an editor's token in the header `Authorization: Bearer …`.
    async fn webhooks(
        &self,
        scope: &RequestContext,
        #[graphql(desc = "How many webhooks, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<Webhook>> {
        let arguments = PageArguments::forward(first, after);
        webhook::webhooks(scope, &arguments).await
    }
}
