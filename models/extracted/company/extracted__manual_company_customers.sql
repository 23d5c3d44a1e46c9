{{ config(materialized='view') }}

{{ customers_delivered_by('manual-company-customers', {
    'customer_name': 'company_customer_name',
    'customer_domain': 'company_customer_domain',
    'customer_linkedin_url': 'company_customer_linkedin_url',
}) }}
