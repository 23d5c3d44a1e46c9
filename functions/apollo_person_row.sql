declare
    person jsonb;
    company jsonb;
    listed jsonb;
begin
    if body ?| array['person', 'people', 'matches', 'contacts'] then
        person := {{ function('json_object') }}(body -> 'person');
        if person is null then
            listed := {{ function('listed_objects') }}(body, array['people', 'matches', 'contacts']);
            person := case when jsonb_array_length(listed) = 1 then listed -> 0 end;
        end if;
    end if;
    if person is null then
        return {{ function('fold_keys') }}(body);
    end if;
    company := coalesce({{ function('json_object') }}(person -> 'organization'), '{}'::jsonb);
    return jsonb_build_object(
        'apollo_person_url', 'https://app.apollo.io/#/people/' || {{ function('json_text') }}(person -> 'id'),
        'person_linkedin_link', person -> 'linkedin_url',
        'first_name', person -> 'first_name',
        'last_name', person -> 'last_name',
        'full_name', person -> 'name',
        'title', person -> 'title',
        'headline', person -> 'headline',
        'seniority', person -> 'seniority',
        'email', person -> 'email',
        'email_status', person -> 'email_status',
        'photo_url', person -> 'photo_url',
        'lead_city', person -> 'city',
        'lead_state', person -> 'state',
        'lead_country', person -> 'country',
        'departments', person -> 'departments',
        'subdepartments', person -> 'subdepartments',
        'functions', person -> 'functions',
        'is_likely_to_engage', person -> 'is_likely_to_engage',
        'domain', company -> 'primary_domain',
        'company_name', company -> 'name',
        'company_website_full', company -> 'website_url',
        'company_linkedin_link', company -> 'linkedin_url',
        'company_phone_number', company -> 'phone',
        'industry', company -> 'industry',
        'employee_count', company -> 'estimated_num_employees',
        'company_founded_year', company -> 'founded_year',
        'company_city', company -> 'city',
        'company_state', company -> 'state',
        'company_country', company -> 'country',
        'company_postal_code', company -> 'postal_code',
        'company_street', company -> 'street_address',
        'company_address', company -> 'raw_address',
        'company_annual_revenue', company -> 'annual_revenue',
        'company_market_cap', company -> 'market_cap',
        'company_total_funding', company -> 'total_funding',
        'company_latest_funding_type', company -> 'latest_funding_stage',
        'last_fund_raised_at', company -> 'latest_funding_round_date',
        'company_short_description', company -> 'short_description',
        'company_seo_description', company -> 'seo_description',
        'company_twitter_link', company -> 'twitter_url',
        'company_facebook_link', company -> 'facebook_url',
        'company_blog_link', company -> 'blog_url',
        'number_of_retail_locations', company -> 'retail_location_count',
        'company_keywords', company -> 'keywords',
        'company_technologies', company -> 'technology_names'
    );
end
