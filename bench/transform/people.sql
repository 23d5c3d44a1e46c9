-- What a person who knows PostgreSQL writes for one increment of people, as one statement: the news of raw by its index,
-- each body opened once, its jobs taken from the body in hand, and the three tables written by their unique keys.
-- Placeholders: lo and hi of the window, generation, and lists of columns.
with arrived as materialized (
    select distinct on (arrived.entity_key, arrived.record_id)
        arrived.*
    from (
        select
            landed.*,
            md5(concat_ws('|', landed.workflow_slug, landed.entity_key, encode(landed.body_sha256, 'hex')))::uuid
                as record_id
        from raw.person_payloads as landed
        where
            landed.landed_xid >= '{lo}'::xid8 and landed.landed_xid < '{hi}'::xid8
            and landed.workflow_slug = 'clay-person-profile' and landed.quarantine_code is null
    ) as arrived
    order by arrived.entity_key, arrived.record_id, arrived.received_at desc, arrived.payload_id desc
),

opened as materialized (
    select
        arrived.entity_key,
        arrived.record_id,
        arrived.payload_id,
        arrived.workflow_slug,
        arrived.received_at,
        sent.payload,
        reference.json_text(reference.json_at(
            sent.payload, array['linkedin_url', 'raw_payload.linkedin_url', 'raw_payload.url']
        )) as key_text,
        coalesce(nested.object, reference.json_object(sent.payload), '{{}}'::jsonb) as doc,
        case
            when jsonb_typeof(sent.payload) <> 'object' then 'body_is_no_object'
            when nested.object is null and reference.json_at(sent.payload, array['raw_payload']) is not null
                then 'nested_payload_is_no_object'
        end as problem
    from arrived
    cross join lateral (
        select
            case
                when jsonb_typeof(arrived.payload) = 'object' then arrived.payload || '{{}}'::jsonb
                else arrived.payload
            end as payload
        offset 0
    ) as sent
    cross join lateral (select reference.nested_object(sent.payload, array['raw_payload']) as object) as nested
),

parsed as materialized (
    select
        opened.*,
        reference.person_member_url(key_text) as linkedin_url,
        reference.clean_line(reference.json_text(doc -> 'first_name')) as first_name,
        reference.clean_line(reference.json_text(doc -> 'last_name')) as last_name,
        reference.json_array(doc -> 'experience') as experience,
        reference.json_array(doc -> 'education') as education,
        reference.parse_timestamp(reference.json_text(doc -> 'last_refresh')) as refreshed_at,
        coalesce(
            reference.json_object(doc -> 'latest_experience'),
            reference.json_object(reference.json_array(doc -> 'experience') -> 0)
        ) as latest
    from opened
),

profile as materialized (
    select
        entity_key, record_id, payload_id, workflow_slug, received_at,
        case
            when refreshed_at <= received_at + interval '366 days' then refreshed_at
            else received_at
        end as observed_at,
        linkedin_url,
        reference.linkedin_slug(linkedin_url) as linkedin_slug,
        reference.linkedin_url_type(linkedin_url) as linkedin_url_type,
        reference.parse_bigint(reference.json_text(doc -> 'profile_id')) as linkedin_profile_id,
        coalesce(
            reference.person_member_url(reference.json_text(doc -> 'url')),
            reference.person_member_url(coalesce(
                reference.json_text(doc -> 'linkedin_url'), reference.json_text(doc -> 'person_linkedin_url'),
                reference.json_text(doc -> 'linkedin_profile_url'), reference.json_text(doc -> 'public_profile_url'),
                reference.json_text(doc -> 'profile_url')
            )),
            case
                when reference.json_text(doc -> 'url') is null
                    then reference.person_member_url('linkedin.com/in/' || reference.json_text(doc -> 'slug'))
            end
        ) as profile_url,
        coalesce(of_doc.url, of_body.url) as member_url,
        first_name,
        last_name,
        coalesce(first_name || ' ' || last_name, reference.clean_line(reference.json_text(doc -> 'name'))) as full_name,
        reference.json_text(doc -> 'headline') as headline,
        reference.json_text(doc -> 'summary') as summary,
        reference.json_text(doc -> 'country') as country,
        reference.json_text(doc -> 'location_name') as location_name,
        reference.parse_integer(reference.json_text(doc -> 'connections')) as connections,
        reference.parse_integer(reference.json_text(doc -> 'num_followers')) as num_followers,
        coalesce(reference.json_text(doc -> 'picture_url_orig'), reference.json_text(doc -> 'picture_url_copy'))
            as picture_url,
        reference.parse_integer(reference.json_text(doc -> 'jobs_count')) as jobs_count,
        reference.clean_line(reference.json_text(latest -> 'title')) as latest_title,
        reference.clean_line(reference.json_text(latest -> 'company')) as latest_company,
        case when junk.domain is null then coalesce(alias.domain, sent.domain) end as latest_company_domain,
        reference.normalize_company_linkedin_url(reference.json_text(latest -> 'url')) as latest_company_linkedin_url,
        reference.parse_bigint(reference.json_text(latest -> 'org_id')) as latest_company_org_id,
        reference.json_text(latest -> 'locality') as latest_locality,
        reference.parse_partial_date(reference.json_text(latest -> 'start_date')) as latest_start_date,
        reference.partial_date_precision(reference.json_text(latest -> 'start_date')) as latest_start_date_precision,
        reference.parse_boolean(reference.json_text(latest -> 'is_current')) as latest_is_current,
        nullif(reference.json_array(doc -> 'certifications'), '[]') as certifications,
        nullif(reference.json_array(doc -> 'languages'), '[]') as languages,
        nullif(reference.json_array(doc -> 'courses'), '[]') as courses,
        nullif(reference.json_array(doc -> 'patents'), '[]') as patents,
        nullif(reference.json_array(doc -> 'projects'), '[]') as projects,
        nullif(reference.json_array(doc -> 'publications'), '[]') as publications,
        nullif(reference.json_array(doc -> 'volunteering'), '[]') as volunteering,
        nullif(reference.json_array(doc -> 'awards'), '[]') as awards,
        reference.json_text(doc -> 'last_refresh') as source_last_refresh,
        (
            select count(*)::integer from jsonb_array_elements(experience) as listed (element)
            where
                jsonb_typeof(element) = 'object' and coalesce(
                    reference.json_text(element -> 'title'), reference.json_text(element -> 'company'),
                    reference.json_text(element -> 'company_domain'), reference.json_text(element -> 'url')
                ) is not null
        ) as experience_count,
        (
            select count(*)::integer from jsonb_array_elements(education) as listed (element)
            where
                jsonb_typeof(element) = 'object' and coalesce(
                    reference.json_text(element -> 'school_name'), reference.json_text(element -> 'degree'),
                    reference.json_text(element -> 'field_of_study')
                ) is not null
        ) as education_count,
        coalesce(
            problem,
            case
                when linkedin_url is not null then null
                when key_text is null then 'no_person_linkedin_url'
                else 'unreadable_person_linkedin_url'
            end
        ) as rejected_reason,
        {generation}::bigint as changed_in,
        doc,
        payload
    from parsed
    cross join lateral (
        select
            reference.normalize_domain(reference.json_text(latest -> 'company_domain')) as domain,
            reference.json_text(latest -> 'company_domain') as site
    ) as sent
    left join reference.domain_aliases as alias on sent.domain = alias.alias_domain
    left join reference.junk_domains as junk
        on sent.domain = junk.domain and (not junk.is_also_company or reference.names_a_page(sent.site))
    cross join lateral (
        select case when reference.linkedin_url_type(stated.url) = 'salesnav' then stated.url end as url
        from (
            select coalesce(
                reference.person_member_url(sent.id), reference.person_member_url('urn:li:fsd_profile:' || sent.id)
            ) as url
            from (select coalesce({ids_of_doc}) as id) as sent
        ) as stated
    ) as of_doc
    cross join lateral (
        select case when reference.linkedin_url_type(stated.url) = 'salesnav' then stated.url end as url
        from (
            select coalesce(
                reference.person_member_url(sent.id), reference.person_member_url('urn:li:fsd_profile:' || sent.id)
            ) as url
            from (select coalesce({ids_of_body}) as id) as sent
        ) as stated
    ) as of_body
),

written_profile as (
    insert into extracted.person_profile as old ({profile_columns})
    select {profile_columns} from profile
    on conflict (entity_key, record_id) do update set {profile_set} where {profile_differs}
),

job as materialized (
    select
        profile.entity_key,
        profile.record_id,
        (listed.position - 1)::integer as experience_order,
        profile.payload_id,
        profile.workflow_slug,
        profile.received_at,
        profile.observed_at,
        profile.linkedin_url,
        reference.clean_line(reference.json_text(element -> 'title')) as title,
        reference.clean_line(reference.json_text(element -> 'company')) as company,
        case when junk.domain is null then coalesce(alias.domain, sent.domain) end as company_domain,
        reference.normalize_company_linkedin_url(reference.json_text(element -> 'url')) as company_linkedin_url,
        reference.parse_bigint(reference.json_text(element -> 'org_id')) as company_org_id,
        reference.json_text(element -> 'locality') as locality,
        reference.json_text(element -> 'summary') as summary,
        starts.day as start_date,
        reference.partial_date_precision(sent.start_text) as start_date_precision,
        case when starts.day is null then left(sent.start_text, 200) end as start_date_unread,
        ends.day as end_date,
        reference.partial_date_precision(sent.end_text) as end_date_precision,
        case when ends.day is null and not coalesce(ends.now, false) then left(sent.end_text, 200) end
            as end_date_unread,
        coalesce(
            reference.parse_boolean(reference.json_text(element -> 'is_current')),
            case when ends.now then true when ends.day is not null then false end
        ) as is_current,
        {generation}::bigint as changed_in
    from profile
    cross join
        lateral jsonb_array_elements(reference.json_array(
            coalesce(reference.nested_object(profile.payload, array['raw_payload']), profile.payload) -> 'experience'
        )) with ordinality as listed (element, position)
    cross join lateral (
        select
            reference.normalize_domain(reference.json_text(element -> 'company_domain')) as domain,
            reference.json_text(element -> 'company_domain') as site,
            reference.json_text(element -> 'start_date') as start_text,
            reference.json_text(element -> 'end_date') as end_text
    ) as sent
    cross join lateral (select reference.parse_partial_date(sent.start_text) as day) as starts
    cross join lateral (
        select reference.parse_partial_date(sent.end_text) as day, reference.is_present_word(sent.end_text) as now
    ) as ends
    left join reference.domain_aliases as alias on sent.domain = alias.alias_domain
    left join reference.junk_domains as junk
        on sent.domain = junk.domain and (not junk.is_also_company or reference.names_a_page(sent.site))
    where
        profile.rejected_reason is null
        and jsonb_typeof(element) = 'object' and coalesce(
            reference.json_text(element -> 'title'), reference.json_text(element -> 'company'),
            reference.json_text(element -> 'company_domain'), reference.json_text(element -> 'url')
        ) is not null
),

written_job as (
    insert into extracted.person_experience as old ({job_columns})
    select {job_columns} from job
    on conflict (entity_key, record_id, experience_order) do update set {job_set} where {job_differs}
    returning linkedin_url
),

-- The person behind an address, and the newest profile of any of the person's addresses, of this increment or before.
concerned as materialized (
    select distinct coalesce(known.person_linkedin_url, touched.linkedin_url) as linkedin_url
    from (select distinct linkedin_url from written_job) as touched
    left join reference.person_identities as known on touched.linkedin_url = known.linkedin_url
),

-- The planner takes each list for a single row: what is joined to a list is found by an index or a hashed subplan.
newest as materialized (
    select distinct on (said.person)
        said.person as linkedin_url,
        said.entity_key,
        said.record_id,
        said.is_new
    from (
        select
            coalesce(known.person_linkedin_url, profile.linkedin_url) as person,
            profile.observed_at,
            profile.record_id,
            profile.entity_key,
            true as is_new
        from profile
        left join reference.person_identities as known on profile.linkedin_url = known.linkedin_url
        where profile.rejected_reason is null and profile.experience_count > 0
        union all
        select
            concerned.linkedin_url,
            said.observed_at,
            said.record_id,
            said.entity_key,
            false as is_new
        from concerned
        cross join lateral (
            select concerned.linkedin_url
            union all
            select other.linkedin_url
            from reference.person_identities as other
            where other.person_linkedin_url = concerned.linkedin_url
        ) as known_as
        inner join extracted.person_profile as said on known_as.linkedin_url = said.linkedin_url
        where said.rejected_reason is null and said.experience_count > 0
    ) as said
    order by said.person, said.observed_at desc, said.record_id desc, said.is_new desc
),

career as materialized (
    select
        listed.*,
        row_number() over (
            partition by
                listed.person_linkedin_url, listed.company_domain, listed.company, listed.title, listed.start_date
            order by listed.experience_order
        ) as repetition
    from (
        select coalesce(known.person_linkedin_url, job.linkedin_url) as person_linkedin_url, {qualified_job_columns}
        from job
        left join reference.person_identities as known on job.linkedin_url = known.linkedin_url
        where ((job.entity_key, job.record_id) in (select entity_key, record_id from newest where is_new)) is true
        union all
        select newest.linkedin_url as person_linkedin_url, before.*
        from newest
        cross join lateral (
            select {job_columns} from extracted.person_experience as job
            where job.entity_key = newest.entity_key and job.record_id = newest.record_id
        ) as before
        where not newest.is_new
    ) as listed
),

history as materialized (
    select
        person_linkedin_url as linkedin_url,
        reference.stable_uuid(concat_ws(
            '|', person_linkedin_url, company_domain, company, career.title, to_char(start_date, 'YYYY-MM-DD'), repetition
        )) as id,
        reference.linkedin_url_type(person_linkedin_url) as linkedin_url_type,
        company_domain,
        company as company_name,
        company_linkedin_url,
        career.title,
        spelling.matched_cleaned_job_title,
        spelling.matched_job_function,
        spelling.matched_seniority,
        start_date,
        start_date_precision,
        end_date,
        end_date_precision,
        is_current,
        experience_order,
        observed_at,
        received_at as created_at,
        workflow_slug as source,
        record_id as source_id
    from career
    left join reference.job_title_spellings as spelling on left(career.title, 500) = spelling.title
),

gone as (
    delete from core.person_work_history as old
    using concerned
    where
        old.linkedin_url = concerned.linkedin_url
        and ((old.linkedin_url, old.id) in (select linkedin_url, id from history)) is not true
)

insert into core.person_work_history as old ({history_columns})
select {history_columns} from history
on conflict (linkedin_url, id) do update set {history_set} where {history_differs}
