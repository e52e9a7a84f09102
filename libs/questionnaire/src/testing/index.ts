export { answersOf, contractingAnswers, partnerGiven, partnerOffers, proposalAnswers } from './partner-answers.js';
export { partnerQuestionnaire } from './partner-questionnaire.js';
